import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import type { PlannedRequest } from '#plan/plan-request'
import { encodeForm } from '#text/encode-text'
import { endpointsFor, fillEndpoint } from './endpoint.ts'
import { type TokenContext, tokenEndpoint } from './token-endpoint.ts'

/** A planned request to a token endpoint. Holds credentials. */
export interface PlannedTokenRequest
  extends Pick<PlannedRequest, 'method' | 'url' | 'headers' | 'credential_headers' | 'effect'> {
  readonly body: string
  /** Origin that receives the credentials and that they must be bound to. */
  readonly origin: string
  /** Secrets in the request, which must not appear in a message. */
  readonly secrets: readonly string[]
}

/**
 * Plans a token request (RFC 6749 §4.1.3, §4.4.2, §6, or a service's own exchange) as the option's document says: client in the body, in a Basic
 * header or absent; form or JSON. An absent client field is left out. The request counts as a write, so it is never
 * retried automatically: many services accept each refresh token once only.
 *
 * @throws {EngineError} `credentials_mismatch`, which names the missing fields, `not_supported`, `missing_setting`,
 *   `invalid_setting`.
 */
export function planTokenRequest(option: AuthOption, context: TokenContext): PlannedTokenRequest {
  const body_format = option.oauth?.body_format ?? 'form'
  return planned(option, tokenEndpoint(option, context), context, grantFields(option, context), body_format)
}

/**
 * Plans the request that revokes a refresh token (RFC 7009 §2.1). Returns undefined if the service has no revocation
 * endpoint or there is no refresh token.
 *
 * @throws {EngineError} Same errors as {@link planTokenRequest}.
 */
export function planRevocation(
  option: AuthOption,
  context: Omit<TokenContext, 'grant'>,
): PlannedTokenRequest | undefined {
  const { revocation_field } = option.oauth ?? {}
  const { revocation_url } = endpointsFor(option, context.settings)
  const { refresh_token: token = '' } = context.secrets
  if (revocation_url === undefined || token === '') return undefined
  const fields =
    revocation_field === undefined
      ? { token, token_type_hint: 'refresh_token' }
      : { [revocation_field]: token }
  return planned(option, fillEndpoint(option, revocation_url, context), context, fields, 'form')
}

function planned(
  option: AuthOption,
  url: URL,
  { secrets }: Pick<TokenContext, 'secrets'>,
  asked: Readonly<Record<string, string>>,
  body_format: 'form' | 'json',
): PlannedTokenRequest {
  const client_auth = option.oauth?.client_auth ?? 'body'
  const { client_id = '', client_secret = '' } = secrets
  const fields = new Map(Object.entries(asked))
  // RFC 6749 §4.1.3: a client that does not authenticate must send its id.
  const namesItself = client_auth === 'body' || asked.grant_type === 'authorization_code'
  if (client_auth !== 'basic' && namesItself && client_id !== '') fields.set('client_id', client_id)
  if (client_auth === 'body' && client_secret !== '') fields.set('client_secret', client_secret)
  if (client_auth === 'basic' && client_id === '') throw missing(option, 'client_id')
  const basic = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
  const isForm = body_format === 'form'
  const tokenFields = [
    'refresh_token',
    'code',
    'code_verifier',
    'token',
    option.oauth?.exchange?.token_field ?? '',
  ]
  const told = [client_secret, basic, ...tokenFields.map(textIn)]
  function textIn(name: string): string {
    return asked[name] ?? ''
  }
  return Object.freeze({
    method: 'POST',
    url: url.href,
    origin: url.origin,
    headers: Object.freeze({
      accept: 'application/json',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(client_auth === 'basic' && { authorization: `Basic ${basic}` }),
    }),
    body: isForm ? getForm(option, fields) : JSON.stringify(Object.fromEntries(fields)),
    credential_headers: Object.freeze(client_auth === 'basic' ? ['authorization'] : []),
    effect: 'write',
    secrets: Object.freeze(told.filter((text) => text !== '').sort((a, b) => b.length - a.length)),
  })
}

function grantFields(option: AuthOption, { grant, secrets }: TokenContext): Record<string, string> {
  if (grant === 'client_credentials') return { grant_type: grant }
  const { code_fields, exchange, pkce } = option.oauth ?? {}
  if (grant === 'refresh_token') {
    const { refresh_token = '' } = secrets
    if (refresh_token === '') throw missing(option, 'refresh_token')
    return { grant_type: grant, refresh_token }
  }
  if ('short_lived_token' in grant) {
    if (exchange === undefined)
      throw new EngineError('not_supported', `${option.name} has no exchange of tokens in its document.`)
    return { grant_type: exchange.grant_type, [exchange.token_field]: grant.short_lived_token }
  }
  return {
    ...Object.fromEntries(code_fields ?? []),
    grant_type: 'authorization_code',
    code: grant.authorization_code,
    redirect_uri: grant.redirect_uri,
    ...(pkce !== false && grant.code_verifier !== undefined && { code_verifier: grant.code_verifier }),
  }
}

function getForm(option: AuthOption, fields: ReadonlyMap<string, string>): string {
  return [...fields]
    .map(([name, value]) => {
      const encoded = encodeForm(value)
      if (encoded !== undefined) return `${name}=${encoded}`
      throw new EngineError(
        'credentials_mismatch',
        `The ${name} for ${option.name} is not valid Unicode text.`,
      )
    })
    .join('&')
}

function missing(option: AuthOption, name: string) {
  return new EngineError('credentials_mismatch', `The credentials for ${option.name} lack ${name}.`)
}
