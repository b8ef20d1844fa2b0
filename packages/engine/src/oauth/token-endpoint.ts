import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import { type EndpointContext, endpointsFor, fillEndpoint } from './endpoint.ts'

/**
 * Grant of a token request: a stored refresh token, the client's own credentials, an authorization code, or a
 * short-lived access token.
 */
export type TokenGrant =
  | 'refresh_token'
  | 'client_credentials'
  | { readonly authorization_code: string; readonly redirect_uri: string; readonly code_verifier?: string }
  | { readonly short_lived_token: string }

/** Input of a token request: the secrets, with the last refresh token if there is one. */
export interface TokenContext extends EndpointContext {
  readonly grant: TokenGrant
}

/**
 * Returns the grant by which an option can get an access token without its owner: the refresh token, or the client
 * credentials if the document says that the service issues tokens for them. Undefined if neither is possible.
 *
 * @param secrets Token endpoint secrets from `divideCredentials`.
 */
export function tokenGrant(
  option: AuthOption,
  secrets: Readonly<Record<string, string>>,
): 'refresh_token' | 'client_credentials' | undefined {
  if (option.kind !== 'oauth2') return undefined
  const has = (name: string) => Object.hasOwn(secrets, name) && secrets[name] !== ''
  const { flow, token_url, refresh_url, client_credentials = false } = option.oauth ?? {}
  if (has('refresh_token') && refresh_url !== undefined) return 'refresh_token'
  const endpoint = flow === 'implicit' ? undefined : (token_url ?? refresh_url)
  const hasClient = has('client_id') && has('client_secret')
  return client_credentials && endpoint !== undefined && hasClient ? 'client_credentials' : undefined
}

/**
 * Returns the URL of the token endpoint. The refresh token and the client secret are sent to its origin, so bind them
 * to it. The egress policy decides whether it may be reached, and over http.
 *
 * @throws {EngineError} `not_supported` if the document has none, `missing_setting`, `invalid_setting`.
 */
export function tokenEndpoint(option: AuthOption, context: TokenContext): URL {
  const { token_url, refresh_url } = endpointsFor(option, context.settings)
  const text = context.grant === 'refresh_token' ? refresh_url : (token_url ?? refresh_url)
  if (text !== undefined) return fillEndpoint(option, text, context)
  throw new EngineError('not_supported', `${option.name} has no endpoint for tokens in its document.`)
}
