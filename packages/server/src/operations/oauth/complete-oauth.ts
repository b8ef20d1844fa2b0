import { BulkheadError } from '@bulkhead/contract/errors'
import type { completeOAuth as operation } from '@bulkhead/contract/oauth'
import type { Input } from '@bulkhead/contract/operation'
import type { Anyone } from '#access/request/anyone'
import { assertActive } from '#access/request/authorize'
import { type BoundFlow, isBound, removeBinding } from '#access/request/browser-binding'
import type { RequestContext } from '#access/request/principal'
import { RawReply } from '#access/request/raw-reply'
import { stillCounts } from '#access/tokens/still-counts'
import { getPageUrl } from '#connect/insert-session'
import { lockOpenSession } from '#connect/open-session'
import { completeAuthorization } from '#connect/page/complete-authorization'
import { engineFailure, getUpstreamStatus } from '#connectors/connections/engine-failure'
import { forOrganization } from '#connectors/definitions/own/for-organization'
import { applyAuthorization } from '#connectors/oauth/apply-authorization'
import { assertWholeGrant } from '#connectors/oauth/assert-whole-grant'
import { getRedirectOrigins, isCallbackOf } from '#connectors/oauth/callback-url'
import { type FoundFlow, findOAuthFlow } from '#connectors/oauth/find-oauth-flow'
import { exchangeCode, takeBack } from '#connectors/oauth/flow/exchange-code'
import { oauthStateUnknown } from '#connectors/oauth/flow/oauth-state-unknown'
import { type ConnectFlowRecord, type FlowRecord, handleHash, openRecord } from '#connectors/oauth/oauth-flow'
import { type AuthorizationResult, isRegistered, redirectTo } from '#connectors/oauth/redirect-url'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { findWorkspace, getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Services } from '../services.ts'

/** Error codes of a denial (RFC 6749 §4.1.2.1) that are passed on to the application. */
const REASONS: ReadonlySet<string> = new Set(['access_denied', 'temporarily_unavailable', 'server_error'])

/**
 * Ends an authorization: exchanges the code for tokens, stores them with a connector, and redirects the browser to the
 * URL that the authorization was begun with. All of this is done in the workspace of the authorization.
 *
 * @throws BulkheadError `oauth_state_unknown` if there is no URL to redirect to. The state is used up even if another
 *   browser brings it, so that nobody can use the code in that browser's address bar.
 */
export async function completeOAuth(
  shared: Services,
  { request_id, cookies, address, user_agent }: Anyone,
  { params, query }: Input<typeof operation>,
): Promise<RawReply> {
  const hash = handleHash(query.state)
  if (hash === undefined) throw oauthStateUnknown()
  const flow = await findOAuthFlow(shared.database, hash)
  const begun = flow && (await takeFlow(shared, flow))
  if (flow === undefined || begun === undefined) throw oauthStateUnknown()
  const services = await forOrganization(shared, flow.organization)
  const { record } = begun
  const known = services.definitions.byId(record.definition_id)
  const { browser_hash, issuer_origins, connect } = record
  if (known === undefined) throw oauthStateUnknown()
  const kind = connect === undefined ? 'authorization' : 'connect'
  const bound: BoundFlow = { kind, id: hash.toString('base64url') }
  if (browser_hash !== undefined && !isBound(services.issuer, bound, browser_hash, cookies)) {
    services.log.warn({ request_id }, 'an OAuth callback arrived in a different browser')
    throw oauthStateUnknown()
  }
  // A response from another service than the one that was asked is rejected (RFC 9700 §4.4, RFC 9207).
  if (!isCallbackOf(known, params.connector_type) || !isIssuer(issuer_origins, query.iss)) {
    services.log.warn({ request_id }, 'an OAuth callback arrived from a different service')
    throw oauthStateUnknown()
  }
  const context = toContext(services, flow, record, request_id)
  const location =
    connect === undefined
      ? await goBack(services, flow, context, begun, query)
      : await finishConnect(services, context, { ...record, connect }, query, { address, user_agent })
  return new RawReply(
    {
      location,
      ...(browser_hash !== undefined && {
        'set-cookie': removeBinding(services.issuer, bound),
      }),
      // The URL of this request contains the code, so it must not be sent as referrer.
      'referrer-policy': 'no-referrer',
      'content-type': 'text/plain; charset=utf-8',
    },
    Buffer.alloc(0),
  )
}

type Query = Input<typeof operation>['query']

/**
 * Returns whether an issuer is at an origin of the service that was asked. An issuer that is not stated counts as
 * right.
 */
function isIssuer(origins: readonly string[] | undefined, iss: string | undefined): boolean {
  if (iss === undefined || origins === undefined) return true
  return origins.includes(URL.parse(iss)?.origin ?? '')
}

/** Ends an authorization that an application began. @returns The URL to which the browser is redirected. */
async function goBack(
  services: Services,
  flow: FoundFlow,
  context: RequestContext & { readonly workspace: string },
  begun: BegunFlow,
  query: Query,
): Promise<string> {
  const { redirect_url } = begun.record
  if (!isRegistered(redirect_url, await getRedirectOrigins(services, flow))) throw oauthStateUnknown()
  return redirectTo(redirect_url, await finish(services, context, begun, query))
}

/** Ends an authorization of a connect link. @returns The URL of the link's page, which shows the outcome. */
async function finishConnect(
  services: Services,
  context: RequestContext & { readonly workspace: string },
  record: ConnectFlowRecord,
  { code, error }: Query,
  client: { readonly address: string; readonly user_agent: string | undefined },
): Promise<string> {
  const { session_id, token_hash } = record.connect
  const connect = { session_id, token_hash, is_open: true }
  const principal = { ...context, kind: 'connect', connect } as const
  const authenticateAgain = () =>
    asPrincipal(services.database, context, 'read write', (tx) => lockOpenSession(tx, principal))
  await completeAuthorization(
    services,
    { ...principal, authenticateAgain },
    { record, code: error === undefined && code !== '' ? code : undefined, client },
  )
  return getPageUrl(services.issuer, session_id)
}

/** Authorization whose state is used up. */
interface BegunFlow {
  readonly flow_id: string
  readonly record: FlowRecord
  readonly status: 'active' | 'inactive'
}

/** Deletes the authorization, so that its state can be used once, and decrypts it. */
function takeFlow({ database, keyring }: Services, flow: FoundFlow): Promise<BegunFlow | undefined> {
  return asPrincipal(database, flow, 'read write', async (tx) => {
    const row = await tx
      .deleteFrom('oauth_flows')
      .where('workspace_id', '=', flow.workspace)
      .where('flow_id', '=', flow.flow_id)
      .returning('sealed')
      .executeTakeFirst()
    const workspace = row && (await findWorkspace(tx, flow, {}))
    if (row === undefined || workspace === undefined) return undefined
    const record = await openRecord<FlowRecord>(tx, keyring, flow, 'flow', flow.flow_id, row.sealed)
    return { flow_id: flow.flow_id, record, status: workspace.status }
  })
}

/** Stores the tokens. Never throws, since the browser is redirected in any case. */
async function finish(
  services: Services,
  context: RequestContext & { readonly workspace: string },
  { record, status, flow_id }: BegunFlow,
  query: Input<typeof operation>['query'],
): Promise<AuthorizationResult> {
  try {
    if (query.error !== undefined || query.code === undefined || query.code === '') {
      const reason = REASONS.has(query.error ?? '') ? `${query.error}: ` : ''
      return {
        error: 'creation_failed',
        error_description: `${reason}The service did not authorize the connector.`,
      }
    }
    assertActive({ status })
    const obtained = await exchangeCode(services, context, record, query.code)
    const purpose = { workspace: context.workspace, record }
    try {
      assertWholeGrant(obtained.definition, obtained.option, obtained.tokens, record.scopes ?? [])
      return await applyAuthorization(services, context, purpose, obtained.tokens)
    } catch (error) {
      if (!isGrantInUse(record, error)) takeBack(services, context, { ...record, flow_id }, obtained)
      throw error
    }
  } catch (thrown) {
    const error = engineFailure(thrown)
    const { code = 'internal' } = error instanceof BulkheadError ? error : {}
    const level = code === 'internal' ? 'error' : 'warn'
    services.log[level](
      { request_id: context.request_id, code, ...(code === 'internal' && { err: error }) },
      'an authorization could not be finished',
    )
    return { error: 'creation_failed', error_description: getDescription(error) }
  }
}

/**
 * Returns whether a connector may use the grant of tokens that were not stored. Revoking one token often ends all tokens
 * of the account.
 */
function isGrantInUse({ connector_id }: FlowRecord, error: unknown): boolean {
  const code = error instanceof BulkheadError ? error.code : undefined
  // If the connection was lost while the transaction was committed, the tokens may be stored.
  if (code === 'unavailable') return true
  return connector_id !== undefined && code !== 'connector_not_found'
}

/** Returns a description in this server's words. Text from a service must not appear on a page that is not its own. */
function getDescription(error: unknown): string {
  const status = getUpstreamStatus(error)
  if (status !== undefined) return `The service responded with ${status} when it was asked for tokens.`
  return error instanceof BulkheadError ? error.message : 'Something went wrong on this server.'
}

function toContext(
  { database }: Services,
  { flow_id: _, ...principal }: FoundFlow,
  { connector_id }: FlowRecord,
  request_id: string,
): RequestContext & { readonly workspace: string } {
  return {
    ...principal,
    kind: 'scoped',
    request_id,
    client_id: '',
    source: 'http',
    event: connector_id === undefined ? 'connector.created' : 'connector.updated',
    whileConnected: () => new AbortController().signal,
    whenResponded: (work) => work(),
    authenticateAgain: async () => {
      if (!(await stillCounts(database, principal))) throw oauthStateUnknown()
      await asPrincipal(database, principal, 'read only', (tx) => getActiveWorkspace(tx, principal, {}))
    },
  }
}
