import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import type { completeProviderSignIn as operation, SignInFailure } from '@bulkhead/contract/people/sign-in'
import { isBound, removeBinding } from '#identity/browser-binding'
import type { NamedSession } from '#identity/identity'
import { type Admitted, admitIdentity, NotAdmitted } from '#identity/providers/admit-identity'
import { readEnabledProvider } from '#identity/providers/enabled-provider'
import { ProviderFailure } from '#identity/providers/explain-failure'
import { keepTestResult, type ProviderFlow, takeFlow } from '#identity/providers/provider-flow'
import { type OpenProvider, openProvider } from '#identity/providers/provider-rows'
import { type Verified, verifyCallback } from '#identity/providers/verify-callback'
import { recordPerson } from '#identity/record-person'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Anyone } from '#request/anyone'
import { RawReply } from '#request/raw-reply'

/** Ends what a browser went to a provider for, and sends it on: to a page of ours in any case. */
export async function completeProviderSignIn(
  services: Services,
  anyone: Anyone,
  { params, query }: Input<typeof operation>,
): Promise<RawReply> {
  const { issuer: publicUrl } = services
  const { state = '' } = query
  const flow = await asIdentity(services.database, 'read write', (tx) => takeFlow(tx, state))
  const visit = { kind: 'provider' as const, name: state }
  const isOurs =
    flow?.organization === params.organization_id.toLowerCase() &&
    isBound(publicUrl, visit, flow.browser_hash, anyone.cookies)
  if (flow === undefined || !isOurs) return leadTo(failedPath('expired'))
  // One cookie fits: who is signed in keeps that of the browser until it ends by itself.
  const { location, cookie = removeBinding(publicUrl, visit) } = await finish(
    services,
    anyone,
    flow,
    new URLSearchParams(getTexts(query)),
  )
  return leadTo(location, cookie)
}

/** Redirect of a browser, with its cookies. */
interface Ending {
  readonly location: string
  readonly cookie?: string | undefined
}

/** Returns the parameters that came once: the protocol has none that may come twice. */
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
        // Where the provider is out of order, nothing was learned: it does not count.
        return reason === 'unreachable' ? toFailed(flow, reason) : undefined
      }
    })
    if (ending !== undefined && failure === undefined) return ending
  } catch (error) {
    if (!(error instanceof BulkheadError && error.code === 'rate_limited')) throw error
  }
  const { organization, provider_id } = flow
  const reason = failure ?? 'limited'
  const link = purpose.kind === 'link' ? purpose : undefined
  const { request_id } = anyone
  services.backgroundTasks.add(
    services.signInRefusals.recordProvider({ organization, provider_id, reason, link, request_id }),
  )
  return toFailed(flow, reason)
}

/** Lets somebody in whom the provider vouches for, or links the identity to who began that. */
async function enter(
  services: Services,
  anyone: Anyone,
  flow: ProviderFlow,
  query: URLSearchParams,
): Promise<Ending> {
  const { purpose, provider_id } = flow
  const provider = await readEnabledProvider(services, provider_id)
  const verified = await verifyCallback(services, provider, flow, query)
  const link = purpose.kind === 'link' ? purpose : undefined
  const { request_id } = anyone
  const admitted = await admitIdentity(services, provider, verified, {
    ...(link !== undefined && { link }),
    request_id,
  })
  if (purpose.kind !== 'sign_in') return { location: '/settings/account?linked=true' }
  const session = await begin(services, anyone, provider, admitted, verified)
  return { location: purpose.return_to, cookie: session.cookies[0] }
}

function logFailure(
  { log }: Services,
  { request_id }: Anyone,
  { provider_id }: ProviderFlow,
  reason: SignInFailure,
  error: unknown,
): void {
  // No sentence: it holds words of the provider. The owner sees them in a test.
  const { code } = error as { code?: string }
  log.warn(
    { request_id, provider_id, reason, ...(code !== undefined && { code }) },
    'a sign-in with a provider failed',
  )
}

function toFailed({ purpose }: ProviderFlow, reason: SignInFailure): Ending {
  return { location: purpose.kind === 'link' ? `/settings/account?failed=${reason}` : failedPath(reason) }
}

/** Returns why nobody is signed in; undefined for what neither the person nor the provider is to blame for. */
function getReason(error: unknown): SignInFailure | undefined {
  if (error instanceof NotAdmitted || error instanceof ProviderFailure) return error.reason
  if (!(error instanceof BulkheadError)) return undefined
  if (error.code === 'provider_not_found') return 'expired'
  return error.code === 'provider_failed' ? 'unreachable' : undefined
}

/** Keeps the claims, or what is wrong, for the owner who tests; nobody is signed in. */
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

/** Starts the session of somebody who is in. What took the person away meanwhile ends it. @throws NotAdmitted */
async function begin(
  { database, identity }: Services,
  anyone: Anyone,
  { organization, provider_id }: OpenProvider,
  { person_id, identity_id }: Admitted,
  { sid }: Verified,
): Promise<NamedSession> {
  const session = await identity.beginSession(person_id, anyone)
  if (session === undefined) throw new NotAdmitted('removed')
  const refused = await asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    // Held: who ends sessions of the provider or the identity waits for this one, or has taken it away.
    const enabled = await rows
      .selectFrom('identity.providers')
      .select('provider_id')
      .where('provider_id', '=', provider_id)
      .where('enabled', '=', true)
      .forShare()
      .executeTakeFirst()
    const row = await rows
      .selectFrom('identity.identities')
      .select('person_id')
      .where('identity_id', '=', identity_id)
      .where('person_id', '=', person_id)
      .forUpdate()
      .executeTakeFirst()
    await become({ role: 'bulkhead_identity' })
    if (enabled === undefined || row === undefined) {
      await tx.deleteFrom('identity.sessions').where('id', '=', session.id).execute()
      return enabled === undefined ? 'expired' : 'removed'
    }
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
      // The address it comes from has the code in it.
      'referrer-policy': 'no-referrer',
      'content-type': 'text/plain; charset=utf-8',
    },
    Buffer.alloc(0),
  )
}
