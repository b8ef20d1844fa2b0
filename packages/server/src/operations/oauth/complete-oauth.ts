import { BulkheadError } from '@bulkhead/contract/errors'
import type { completeOAuth as operation } from '@bulkhead/contract/oauth'
import type { Input } from '@bulkhead/contract/operation'
import { type AuthOption, type Definition, resolveTarget } from '@bulkhead/engine'
import { planTokenRequest } from '@bulkhead/engine/oauth'
import { engineFailure, getUpstreamStatus } from '#connections/engine-failure'
import { applyAuthorization } from '#oauth/apply-authorization'
import { assertWholeGrant } from '#oauth/assert-whole-grant'
import { isBoundBrowser, removeBrowserBinding } from '#oauth/browser-binding'
import { callbackUrl, getRedirectOrigins } from '#oauth/callback-url'
import { type FoundFlow, findOAuthFlow } from '#oauth/find-oauth-flow'
import { type FlowRecord, handleHash, openRecord } from '#oauth/oauth-flow'
import { assertClientFits, openOrganizationClient } from '#oauth/organization-client'
import { type AuthorizationResult, isRegistered, redirectTo } from '#oauth/redirect-url'
import { type ReceivedTokens, requestFirstTokens } from '#oauth/request-tokens'
import { type RevocableToken, revokeUpstream } from '#oauth/revoke-upstream'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Anyone } from '#request/anyone'
import { assertActive } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { RawReply } from '#request/raw-reply'
import { stillCounts } from '#tokens/still-counts'
import { findWorkspace } from '#workspaces/find-workspace'

/** By which an owner or a service says no (RFC 6749 §4.1.2.1), and which an application may want to know. */
const REASONS: ReadonlySet<string> = new Set(['access_denied', 'temporarily_unavailable', 'server_error'])

/**
 * Ends an authorization: takes the code, asks for tokens, and stores them with a connector. Whatever the state
 * leads to is done as the workspace that it was begun in, and the browser goes where it was begun for.
 *
 * @throws BulkheadError `oauth_state_unknown`: then there is nowhere to go. The state is used up all the same, also by
 *   another browser than the one that began: the code in its address must be good for nobody.
 */
export async function completeOAuth(
  services: Services,
  { request_id, cookies }: Pick<Anyone, 'request_id' | 'cookies'>,
  { params, query }: Input<typeof operation>,
): Promise<RawReply> {
  const hash = handleHash(query.state)
  if (hash === undefined) throw unknownState()
  const flow = await findOAuthFlow(services.database, hash)
  const begun = flow && (await takeFlow(services, flow))
  if (flow === undefined || begun === undefined) throw unknownState()
  const { record } = begun
  const { browser_hash } = record
  if (browser_hash !== undefined && !isBoundBrowser(services.issuer, hash, browser_hash, cookies)) {
    services.log.warn({ request_id }, 'an authorization came back to another browser')
    throw unknownState()
  }
  const known = services.definitions.byId(record.definition_id)
  // The answer of another service than the one that was asked (RFC 9700 §4.4) is no answer.
  if (known?.slug.toLowerCase() !== params.connector_type.toLowerCase()) throw unknownState()
  if (!isRegistered(record.redirect_url, await getRedirectOrigins(services, flow))) throw unknownState()
  const result = await finish(services, toContext(services, flow, record, request_id), begun, query)
  return new RawReply(
    {
      location: redirectTo(record.redirect_url, result),
      ...(browser_hash !== undefined && {
        'set-cookie': removeBrowserBinding(services.issuer, known.slug, hash),
      }),
      // The address it comes from has the code in it.
      'referrer-policy': 'no-referrer',
      'content-type': 'text/plain; charset=utf-8',
    },
    Buffer.alloc(0),
  )
}

/** An authorization whose state is used up. */
interface BegunFlow {
  readonly flow_id: string
  readonly record: FlowRecord
  readonly status: 'active' | 'inactive'
}

/** Takes the authorization away, so that its state is good once, and opens it. */
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

/** Never throws: the browser goes back in any case. */
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
      takeBack(services, context, { ...record, flow_id }, obtained)
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

/** A sentence of ours: what a third party wrote would be shown on a page that is not its own. */
function getDescription(error: unknown): string {
  const status = getUpstreamStatus(error)
  if (status !== undefined) return `The service answered ${status} when it was asked for tokens.`
  return error instanceof BulkheadError ? error.message : 'Something went wrong on this server.'
}

async function exchangeCode(
  services: Services,
  context: RequestContext,
  record: FlowRecord,
  authorization_code: string,
): Promise<Obtained> {
  const { definition, slug } = services.definitions.ofConnector(record.definition_id)
  const option = definition.auth_options.find(({ name }) => name === record.auth_option)
  if (option === undefined) throw unknownState()
  const client = await openOrganizationClient(services, context, definition, option)
  const stored = { base_url: null, settings: record.settings }
  const { settings } = resolveTarget(definition, stored, { option, credentials: record.fields })
  const planned = planTokenRequest(option, {
    secrets: { ...record.fields, client_id: client.client_id, client_secret: client.client_secret },
    settings,
    grant: {
      authorization_code,
      redirect_uri: callbackUrl(services.issuer, slug),
      code_verifier: record.code_verifier,
    },
  })
  assertClientFits(client, planned.origin, settings)
  const tokens = await requestFirstTokens(services, option, planned, settings)
  return { definition, option, origin: planned.origin, tokens }
}

/** Tokens of an authorization, and where they came from. */
interface Obtained {
  readonly definition: Definition
  readonly option: AuthOption
  readonly origin: string
  readonly tokens: ReceivedTokens
}

/** Tokens that nothing will use should be good for nothing. */
function takeBack(
  services: Services,
  context: RequestContext & { readonly workspace: string },
  { settings, flow_id }: FlowRecord & { readonly flow_id: string },
  { definition, option, origin, tokens: { refresh_token } }: Obtained,
): void {
  if (refresh_token === undefined || option.oauth?.revocation_url === undefined) return
  const token: RevocableToken = {
    scope: { organization_id: context.organization, workspace_id: context.workspace, connector_id: flow_id },
    definition,
    option,
    client: 'organization',
    secrets: { refresh_token },
    origins: [origin],
    settings,
    base_url: null,
  }
  services.backgroundTasks.add(revokeUpstream(services, context, token))
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
      if (!(await stillCounts(database, principal))) throw unknownState()
    },
  }
}

function unknownState(): BulkheadError {
  return new BulkheadError(
    'oauth_state_unknown',
    'This authorization was finished already, took longer than ten minutes, or was not begun here in this browser. Go back to the application and begin again.',
  )
}
