import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import type { completeProviderSignIn as operation, SignInFailure } from '@bulkhead/contract/people/sign-in'
import type { Anyone } from '#access/request/anyone'
import { isBound, removeBinding } from '#access/request/browser-binding'
import { RawReply } from '#access/request/raw-reply'
import type { BegunSession } from '#people/identity'
import { type Admitted, admitIdentity, NotAdmitted } from '#people/providers/admit-identity'
import { readEnabledProvider } from '#people/providers/enabled-provider'
import { ProviderFailure } from '#people/providers/explain-failure'
import { keepTestResult, type ProviderFlow, takeFlow } from '#people/providers/provider-flow'
import { type OpenProvider, openProvider } from '#people/providers/provider-rows'
import { type Verified, verifyCallback } from '#people/providers/verify-callback'
import { recordPerson } from '#people/record-person'
import { isAllowedAddress } from '#people/sessions/allowed-networks'
import { holdSession } from '#people/sessions/lock-session'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Services } from '../services.ts'

/** Ends a sign-in, link or test at a provider, and redirects the browser to a page of this server in any case. */
export async function completeProviderSignIn(
  services: Services,
  anyone: Anyone,
  { params, query }: Input<typeof operation>,
): Promise<RawReply> {
  const { issuer: publicUrl } = services
  const { state = '' } = query
  const flow = await asIdentity(services.database, 'read write', (tx) => takeFlow(tx, state))
  const visit = { kind: 'provider' as const, id: state }
  const isOurs =
    flow?.organization === params.organization_id.toLowerCase() &&
    isBound(publicUrl, visit, flow.browser_hash, anyone.cookies)
  if (flow === undefined || !isOurs) return leadTo(failedPath('expired'))
  // The response sets only one cookie. If it is that of a session, the browser's binding cookie stays until it expires.
  const { location, cookie = removeBinding(publicUrl, visit) } = await finish(
    services,
    anyone,
    flow,
    new URLSearchParams(getTexts(query)),
  )
  return leadTo(location, cookie)
}

/** Redirect of a browser, with the cookie to set. */
interface Ending {
  readonly location: string
  readonly cookie?: string | undefined
}

/** Returns the parameters that came once. In this protocol no parameter may be repeated. */
function getTexts(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

async function finish(
  services: Services,
  anyone: Anyone,
  flow: ProviderFlow,
  query: URLSearchParams,
): Promise<Ending> {
  const { purpose } = flow
  if (purpose.kind === 'test') return finishTest(services, flow, purpose.test_id, query)
  let failure = undefined as SignInFailure | undefined
  try {
    const ending = await services.signInAttempts.attemptElsewhere(anyone.address, async () => {
      try {
        return await enter(services, anyone, flow, query)
      } catch (error) {
        const reason = getReason(error)
        if (reason === undefined) throw error
        failure = reason
        logFailure(services, anyone, flow, reason, error)
        // If the provider is unreachable, the caller learned nothing, so this does not count as an attempt.
        return reason === 'unreachable' ? toFailed(flow, reason) : undefined
      }
    })
    if (ending !== undefined && failure === undefined) return ending
  } catch (error) {
    if (!(error instanceof BulkheadError && error.code === 'rate_limited')) throw error
  }
  const { organization, provider_id } = flow
  // What the limit refuses is not recorded.
  if (failure === undefined) return toFailed(flow, 'limited')
  const reason = failure
  const link = purpose.kind === 'link' ? purpose : undefined
  const { request_id } = anyone
  services.backgroundTasks.add(
    services.signInRefusals.recordProvider({ organization, provider_id, reason, link, request_id }),
  )
  return toFailed(flow, reason)
}

/**
 * Signs in the person whom the provider states. For a link, adds the identity to the account of the person who began
 * it.
 */
async function enter(
  services: Services,
  anyone: Anyone,
  flow: ProviderFlow,
  query: URLSearchParams,
): Promise<Ending> {
  const { purpose, provider_id } = flow
  const provider = await readEnabledProvider(services, provider_id)
  const isAllowed = await asIdentity(services.database, 'read only', (tx) =>
    isAllowedAddress(tx, provider.organization, anyone.address),
  )
  if (!isAllowed) throw new NotAdmitted('network')
  const verified = await verifyCallback(services, provider, flow, query)
  const link = purpose.kind === 'link' ? purpose : undefined
  const { request_id } = anyone
  const admitted = await admitIdentity(services, provider, verified, {
    ...(link !== undefined && { link }),
    ...(purpose.kind === 'sign_in' && { invitation: purpose.invitation }),
    request_id,
  })
  if (purpose.kind !== 'sign_in') return { location: '/settings/account?linked=true' }
  const session = await begin(services, anyone, provider, admitted, verified)
  return { location: purpose.return_to, cookie: session.cookie }
}

function logFailure(
  { log }: Services,
  { request_id }: Anyone,
  { provider_id }: ProviderFlow,
  reason: SignInFailure,
  error: unknown,
): void {
  // The message is not logged, because it contains text of the provider. The owner sees it in a test.
  const { code } = error as { code?: string }
  log.warn(
    { request_id, provider_id, reason, ...(code !== undefined && { code }) },
    'a sign-in with a provider failed',
  )
}

function toFailed({ purpose }: ProviderFlow, reason: SignInFailure): Ending {
  return { location: purpose.kind === 'link' ? `/settings/account?failed=${reason}` : failedPath(reason) }
}

/** Returns the reason why the sign-in failed. Undefined if neither the person nor the provider caused the failure. */
function getReason(error: unknown): SignInFailure | undefined {
  if (error instanceof NotAdmitted || error instanceof ProviderFailure) return error.reason
  if (!(error instanceof BulkheadError)) return undefined
  if (error.code === 'provider_not_found') return 'expired'
  return error.code === 'provider_failed' ? 'unreachable' : undefined
}

/** Stores the claims, or the error, for the owner who tests. Signs nobody in. */
async function finishTest(
  services: Services,
  flow: ProviderFlow,
  test_id: string,
  query: URLSearchParams,
): Promise<Ending> {
  const { organization, provider_id } = flow
  let outcome: { readonly failure: string | null; readonly claims?: Verified['claims'] }
  try {
    const provider = await asIdentity(services.database, 'read only', async (_tx, become) =>
      openProvider(
        await become({ role: 'bulkhead_organization', organization }),
        services.keyring,
        provider_id,
      ),
    )
    const { claims } = await verifyCallback(services, provider, flow, query)
    outcome = { failure: null, claims }
  } catch (error) {
    if (getReason(error) === undefined) throw error
    outcome = { failure: error instanceof ProviderFailure ? error.sentence : (error as Error).message }
  }
  await asIdentity(services.database, 'read write', (tx) =>
    keepTestResult(tx, test_id, { organization, provider_id, ...outcome }),
  )
  return { location: `/settings/sign-in?provider=${provider_id}&test=${test_id}` }
}

/**
 * Starts the session of an admitted person. If the person's access ended in the meantime, the session is deleted.
 *
 * @throws NotAdmitted
 */
async function begin(
  { database, identity }: Services,
  anyone: Anyone,
  { organization, provider_id }: OpenProvider,
  { person_id, identity_id }: Admitted,
  { sid }: Verified,
): Promise<BegunSession> {
  const session = await identity.beginSession(person_id, anyone)
  if (session === undefined) throw new NotAdmitted('removed')
  const refused = await asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    // The rows are locked: ending sessions of the provider or of the identity either waits for this session, or has
    // already happened.
    const row = await rows
      .selectFrom('identity.identities')
      .select('person_id')
      .where('identity_id', '=', identity_id)
      .where('person_id', '=', person_id)
      .forUpdate()
      .executeTakeFirst()
    const enabled = await rows
      .selectFrom('identity.providers')
      .select('provider_id')
      .where('provider_id', '=', provider_id)
      .where('enabled', '=', true)
      .forShare()
      .executeTakeFirst()
    await become({ role: 'bulkhead_identity' })
    if (enabled === undefined || row === undefined) {
      await tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute()
      return enabled === undefined ? 'expired' : 'removed'
    }
    // The sessions of the person were ended in the meantime.
    if (!(await holdSession(tx, session.id))) return 'expired'
    await tx
      .insertInto('identity.session_origins')
      .values({ session_id: session.id, organization_id: organization, identity_id, sid: sid ?? null })
      .execute()
    await recordPerson(become, {
      event: 'person.signed_in',
      organization,
      person: person_id,
      session: session.id,
      request_id: anyone.request_id,
    })
    return undefined
  })
  if (refused !== undefined) throw new NotAdmitted(refused)
  return session
}

function failedPath(reason: SignInFailure): string {
  return `/sign-in?failed=${reason}`
}

function leadTo(location: string, cookie?: string): RawReply {
  return new RawReply(
    {
      location,
      ...(cookie !== undefined && { 'set-cookie': cookie }),
      // The URL of this request contains the code, so it must not be sent as referrer.
      'referrer-policy': 'no-referrer',
      'content-type': 'text/plain; charset=utf-8',
    },
    Buffer.alloc(0),
  )
}
