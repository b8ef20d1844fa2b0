import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import { type EndpointContext, endpointsFor, fillEndpoint } from './endpoint.ts'

/** Input for the authorization URL, which the owner's browser opens. */
export interface AuthorizationRequest extends EndpointContext {
  readonly client_id: string
  readonly redirect_uri: string
  readonly state: string
  /** PKCE challenge, method S256 (RFC 7636 §4.2). Left out if the service refuses PKCE. */
  readonly code_challenge: string
  readonly scopes: readonly string[]
}

/**
 * Returns the URL at which the service asks the owner for access (RFC 6749 §4.1.1). Query parameters of the document's
 * own URL are kept, such as `access_type=offline`. They cannot replace the parameters that are added here.
 *
 * @throws {EngineError} `not_supported` if the document has none, `missing_setting`, `invalid_setting`.
 */
export function authorizationUrl(option: AuthOption, request: AuthorizationRequest): URL {
  const { flow } = option.oauth ?? {}
  const { authorization_url } = endpointsFor(option, request.settings)
  if (flow !== 'authorizationCode' || authorization_url === undefined) {
    const message = `${option.name} has no page in its document at which its owner could be asked.`
    throw new EngineError('not_supported', message)
  }
  const url = fillEndpoint(option, authorization_url, request)
  const { scope_separator = ' ', optional_scopes, pkce } = option.oauth ?? {}
  const isOptional = (scope: string) => optional_scopes?.scopes.includes(scope) === true
  const required = request.scopes.filter((scope) => !isOptional(scope))
  const optional = request.scopes.filter(isOptional)
  const parameters = {
    response_type: 'code',
    client_id: request.client_id,
    redirect_uri: request.redirect_uri,
    state: request.state,
    ...(pkce !== false && { code_challenge: request.code_challenge, code_challenge_method: 'S256' }),
    ...(required.length > 0 && { scope: required.join(scope_separator) }),
    ...(optional_scopes !== undefined &&
      optional.length > 0 && { [optional_scopes.parameter]: optional.join(scope_separator) }),
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url
}
