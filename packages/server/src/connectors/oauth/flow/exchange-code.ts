import { type AuthOption, type Definition, resolveTarget, type Sender } from '@bulkhead/engine'
import { planTokenRequest } from '@bulkhead/engine/oauth'
import type { RequestContext } from '#access/request/principal'
import { type Definitions, getReadyFor } from '#connectors/definitions/load-definitions'
import type { BackgroundTasks } from '#platform/background-tasks'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import { callbackUrl } from '../callback-url.ts'
import type { FlowRecord } from '../oauth-flow.ts'
import { assertClientFits, openOrganizationClient } from '../organization-client.ts'
import { type ReceivedTokens, requestFirstTokens } from '../request-tokens.ts'
import { type RevocableToken, revokeUpstream } from '../revoke-upstream.ts'
import { oauthStateUnknown } from './oauth-state-unknown.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly definitions: Definitions
  readonly sender: Sender
  readonly callbackOrigin: string
  readonly log: Log
  readonly backgroundTasks: BackgroundTasks
}

/** Tokens of an authorization, and the origin that they came from. */
export interface Obtained {
  readonly definition: Definition
  readonly option: AuthOption
  readonly origin: string
  readonly tokens: ReceivedTokens
}

/** Exchanges an authorization code for tokens, without retries. */
export async function exchangeCode(
  services: Dependencies,
  context: RequestContext,
  record: FlowRecord,
  authorization_code: string,
): Promise<Obtained> {
  const known = await getReadyFor(services.definitions.ofConnector(record.definition_id), context)
  const { definition } = known
  const option = definition.auth_options.find(({ name }) => name === record.auth_option)
  if (option === undefined) throw oauthStateUnknown()
  const client = await openOrganizationClient(services, context, definition, option)
  const stored = { base_url: null, settings: record.settings }
  const { settings } = resolveTarget(definition, stored, { option, credentials: record.fields })
  const secrets = { ...record.fields, client_id: client.client_id, client_secret: client.client_secret }
  const planned = planTokenRequest(option, {
    secrets,
    settings,
    grant: {
      authorization_code,
      redirect_uri: callbackUrl(services.callbackOrigin, known),
      code_verifier: record.code_verifier,
    },
  })
  assertClientFits(client, planned.origin, settings)
  const tokens = await requestFirstTokens(services, option, planned, { secrets, settings })
  return { definition, option, origin: planned.origin, tokens }
}

/** Returns the refresh token of an authorization to be revoked. Undefined if the service revokes none. */
export function toRevocableToken(
  { organization, workspace }: RequestContext & { readonly workspace: string },
  connector_id: string,
  { settings }: Pick<FlowRecord, 'settings'>,
  { definition, option, origin, tokens: { refresh_token } }: Obtained,
): RevocableToken | undefined {
  if (refresh_token === undefined || option.oauth?.revocation_url === undefined) return undefined
  return {
    scope: { organization_id: organization, workspace_id: workspace, connector_id },
    definition,
    option,
    client: 'organization',
    secrets: { refresh_token },
    origins: [origin],
    settings,
    base_url: null,
  }
}

/** Revokes tokens at the service that will not be used. */
export function takeBack(
  services: Dependencies,
  context: RequestContext & { readonly workspace: string },
  record: FlowRecord & { readonly flow_id: string },
  obtained: Obtained,
): void {
  const token = toRevocableToken(context, record.flow_id, record, obtained)
  if (token !== undefined) services.backgroundTasks.add(revokeUpstream(services, context, token))
}
