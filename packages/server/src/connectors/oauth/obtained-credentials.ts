import {
  type AuthOption,
  checkUrl,
  type Definition,
  type EgressPolicy,
  type JsonValue,
  resolveTarget,
} from '@bulkhead/engine'
import { refreshFields, type TokenResponse, tokenEndpoint } from '@bulkhead/engine/oauth'
import { assertReachable, type SplitCredentials } from '../connections/split-credentials.ts'
import type { TokenTimes } from '../connections/store-credentials.ts'
import { assertServiceItself, ownSettings } from './organization-client.ts'
import { refreshTimes } from './refresh-times.ts'

/** Tokens of an authorization, in the form in which they are stored until a connector has them. */
export type ObtainedTokens = Pick<
  TokenResponse,
  'access_token' | 'refresh_token' | 'expires_at' | 'settings'
> & { readonly received_at: number }

/** A connector's configuration with the tokens of an authorization. */
export interface ObtainedConfiguration {
  readonly settings: Record<string, unknown>
  readonly parts: SplitCredentials
  readonly times: TokenTimes
}

/**
 * Returns the configuration of a connector with tokens, for storing. Each part has the origin that it is bound to. The
 * organization's client is not copied.
 *
 * @param known Credentials for the API that the authorization does not give.
 * @throws BulkheadError `invalid_configuration`
 * @throws EngineError The errors of `resolveSettings` and `tokenEndpoint`.
 */
export function obtainedConfiguration(
  definition: Definition,
  policy: EgressPolicy,
  option: AuthOption,
  given: {
    readonly settings: Readonly<Record<string, unknown>>
    readonly base_url: string | null
    readonly client_id: string
  },
  known: Readonly<Record<string, string>>,
  tokens: ObtainedTokens,
): ObtainedConfiguration {
  const isField = ([name]: [string, string]) => option.fields.some((field) => field.name === name)
  const found = Object.entries(tokens.settings)
  const fields = { ...known, ...Object.fromEntries(found.filter(isField)) }
  const given_settings = Object.fromEntries(found.filter((one) => !isField(one)))
  const own = ownSettings(option, given.settings)
  assertServiceItself(definition, { base_url: given.base_url, settings: own })
  const stored = { base_url: null, settings: { ...own, ...given_settings } }
  const target = resolveTarget(definition, stored, { option, credentials: fields })
  checkUrl(policy, target.base_url)
  const { access_token, refresh_token, expires_at, received_at } = tokens
  const times: TokenTimes = {
    ...refreshTimes(received_at, expires_at),
    client: 'organization',
    obtained_at: new Date(received_at),
  }
  const api = { origin: target.base_url.origin, secrets: { ...fields, access_token } }
  if (refresh_token === undefined || option.oauth?.refresh_url === undefined)
    return { settings: stored.settings, parts: { api }, times }
  const secrets = { ...refreshFields(option, fields), refresh_token }
  const endpoint = tokenEndpoint(option, {
    secrets: { ...secrets, client_id: given.client_id },
    settings: target.settings as { readonly [name: string]: JsonValue },
    grant: 'refresh_token',
  })
  assertReachable(policy, endpoint)
  return {
    settings: stored.settings,
    parts: { api, refresh: { origin: endpoint.origin, secrets } },
    times,
  }
}
