import { composeSecrets } from '#compose-auth'
import type { AuthOption } from '#definition'
import { encodeForm } from '#encode-text'
import { EngineError } from '#errors'
import { type TokenContext, tokenEndpoint } from '#oauth/token-endpoint'
import type { PlannedRequest } from '#plan-request'

/** A request for tokens, ready to be sent. Holds credentials. */
export interface PlannedTokenRequest
  extends Pick<PlannedRequest, 'method' | 'url' | 'headers' | 'credential_headers' | 'effect'> {
  readonly body: string
  /** Where the credentials go: what they must be bound to. */
  readonly origin: string
}

/**
 * Plans a request for tokens (RFC 6749 §4.1.3, §4.4.2, §6) in the way the option's document says: the client
 * in the body, in a Basic header or not at all; as a form or as JSON. A client field that is absent is left
 * out. It counts as a write, so nothing repeats it unasked: many services take each refresh token once.
 *
 * @throws {EngineError} `credentials_mismatch` naming what is missing, `not_supported`, `missing_setting`,
 *   `invalid_setting`.
 */
export function planTokenRequest(option: AuthOption, context: TokenContext): PlannedTokenRequest {
  const url = tokenEndpoint(option, context)
  const secrets = composeSecrets(option, context.credentials)
  const client_auth = option.oauth?.client_auth ?? 'body'
  const isForm = option.oauth?.body_format !== 'json'
  const fields = new Map(Object.entries(grantFields(option, context, secrets)))
  const [id, secret] = [secrets.get('client_id') ?? '', secrets.get('client_secret') ?? '']
  if (client_auth === 'body' && id !== '') fields.set('client_id', id)
  if (client_auth === 'body' && secret !== '') fields.set('client_secret', secret)
  if (client_auth === 'basic' && id === '') throw missing(option, 'client_id')
  const basic = Buffer.from(`${id}:${secret}`).toString('base64')
  return Object.freeze({
    method: 'POST',
    url: url.href,
    origin: url.origin,
    headers: Object.freeze({
      accept: 'application/json',
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(client_auth === 'basic' && { authorization: `Basic ${basic}` }),
    }),
    body: isForm ? formOf(option, fields) : JSON.stringify(Object.fromEntries(fields)),
    credential_headers: Object.freeze(client_auth === 'basic' ? ['authorization'] : []),
    effect: 'write',
  })
}

function grantFields(
  option: AuthOption,
  { grant }: TokenContext,
  secrets: ReadonlyMap<string, string>,
): Record<string, string> {
  if (grant === 'client_credentials') return { grant_type: grant }
  if (grant === 'refresh_token') {
    const refresh_token = secrets.get('refresh_token') ?? ''
    if (refresh_token === '') throw missing(option, 'refresh_token')
    return { grant_type: grant, refresh_token }
  }
  return {
    grant_type: 'authorization_code',
    code: grant.authorization_code,
    redirect_uri: grant.redirect_uri,
    ...(grant.code_verifier !== undefined && { code_verifier: grant.code_verifier }),
  }
}

function formOf(option: AuthOption, fields: ReadonlyMap<string, string>): string {
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
