import { invalid } from '@bulkhead/contract/errors'
import {
  type AccessTokens,
  type AuthOption,
  type ChosenAuth,
  checkUrl,
  type Definition,
  type EgressPolicy,
  type ResolvedSettings,
} from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'
import { divideCredentials, tokenEndpoint, tokenGrant } from '@bulkhead/engine/oauth'

/** Secrets that are sealed together, and the only origin to which they may be sent. */
export interface BoundSecrets {
  readonly origin: string
  readonly secrets: Readonly<Record<string, string>>
}

/** Credentials of a connector by their purpose. */
export interface SplitCredentials {
  /**
   * Secrets for requests to the API. For an OAuth option, `access_token` is the current token and the others are
   * fields.
   */
  readonly api: BoundSecrets
  /** Secrets for the token endpoint, if tokens can be renewed there. */
  readonly refresh?: BoundSecrets
}

/**
 * Splits credentials by destination.
 *
 * @throws BulkheadError `invalid_configuration` if the egress policy forbids the token endpoint.
 * @throws EngineError as `tokenEndpoint`.
 */
export function splitByDestination(
  definition: Definition,
  policy: EgressPolicy,
  { option, credentials }: ChosenAuth,
  { origin, settings }: { readonly origin: string; readonly settings: ResolvedSettings },
): SplitCredentials {
  const { api, tokens, token } = divideCredentials(definition, option, credentials)
  const bound = { origin, secrets: { ...api, ...tokens } }
  const grant = tokenGrant(option, token)
  if (grant === undefined) return { api: bound }
  const endpoint = tokenEndpoint(option, { secrets: token, settings, grant })
  assertReachable(policy, endpoint)
  return { api: bound, refresh: { origin: endpoint.origin, secrets: token } }
}

/** Separates the fields among the sealed secrets of the API from the current access token. */
export function contextOfSecrets(
  { kind }: Pick<AuthOption, 'kind'>,
  secrets: Readonly<Record<string, string>>,
): { credentials: Readonly<Record<string, string>>; tokens?: AccessTokens } {
  if (kind !== 'oauth2') return { credentials: secrets }
  const { access_token, ...credentials } = secrets
  return { credentials, ...(access_token !== undefined && { tokens: { access_token } }) }
}

/** @throws BulkheadError `invalid_configuration` */
export function assertReachable(policy: EgressPolicy, endpoint: URL): void {
  try {
    checkUrl(policy, endpoint)
  } catch (error) {
    if (!isEngineError(error, 'egress_refused')) throw error
    const message = `The token endpoint cannot be used. ${error.message} An operator can allow it with BULKHEAD_EGRESS_ALLOW.`
    throw invalid('body.replication_config', message, 'invalid_configuration')
  }
}
