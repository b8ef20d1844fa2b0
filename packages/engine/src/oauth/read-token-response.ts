import { CREDENTIAL_LIMIT } from '#auth/credential-names'
import type { AuthOption } from '#model/definition'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { AccessTokens, UpstreamResponse } from '#model/wire'
import { cut, type Redact, retryAfterSeconds } from '#read/upstream-error'
import { isHeaderText } from '#text/header-text'
import { ownMember } from '#text/json-object'
import { parseJson } from '#text/parse-exact'
import { withoutUndefined } from '#text/without-undefined'

/** Longest lifetime in seconds that is believed: 100 years. Services state more for tokens that never expire. */
const MOST_SECONDS = 100 * 366 * 86_400

/** Response of a token endpoint. Secret. */
export interface TokenResponse extends AccessTokens {
  /**
   * New refresh token, if the service issued one. Store it before you use the access token: the old refresh token may
   * be invalid.
   */
  readonly refresh_token?: string
  readonly token_type?: string
  /** Granted scopes, as the service writes them. */
  readonly scope?: string
  /**
   * Expiry in milliseconds since the epoch, from `expires_in`. Refresh somewhat earlier. Undefined if it is unknown, or
   * more than 100 years ahead.
   */
  readonly expires_at?: number
  /** Settings in the response. They take precedence over the owner's. Each is an https origin. */
  readonly settings: Readonly<Record<string, string>>
}

/**
 * Reads the response of a token endpoint (RFC 6749 §5). It succeeds only if the response has an access token, because
 * some services report errors with status 200.
 *
 * @param redact Applied to the service's message, which may echo the request.
 * @throws {EngineError} `upstream_status`, with the registered error code in `oauth_error` if there is one
 *   (`invalid_grant` means that the owner must connect again); `response_unreadable`.
 */
export function readTokenResponse(
  option: AuthOption,
  response: UpstreamResponse,
  redact: Redact = (text) => text,
): TokenResponse {
  const body = parseJson(new TextDecoder().decode(response.body).trim()) ?? null
  const access_token = tokenAt(body, 'access_token')
  const isSuccess = response.status >= 200 && response.status < 300
  if (!isSuccess || access_token === undefined) throw refusal(response, body, redact)
  const refresh_token = tokenAt(body, 'refresh_token')
  const [token_type, scope] = ['token_type', 'scope'].map((name) => textAt(body, name))
  const seconds = secondsAt(body, 'expires_in')
  return Object.freeze({
    access_token,
    ...withoutUndefined({ refresh_token, token_type, scope }),
    ...(seconds !== undefined && { expires_at: response.received_at + seconds * 1000 }),
    settings: Object.freeze(settingsIn(option, body)),
  })
}

function settingsIn(option: AuthOption, body: JsonValue): Record<string, string> {
  const pairs = option.token_extract.flatMap((name) => {
    const text = textAt(body, name)
    if (text === undefined) return []
    const url = URL.parse(text)
    const isOrigin = url?.protocol === 'https:' && url.origin === text.replace(/\/$/, '').toLowerCase()
    if (isOrigin) return [[name, url.origin] as const]
    // The setting decides where later credentials are sent, so an unusual value is rejected and not corrected.
    throw new EngineError(
      'response_unreadable',
      `The upstream's token response has a ${name} that is no https origin.`,
    )
  })
  return Object.fromEntries(pairs)
}

function refusal(response: UpstreamResponse, body: JsonValue, redact: Redact) {
  const code = ownMember(body, 'error')
  // Registered codes are short words (RFC 6749 §5.2). Any other string may contain secrets.
  const oauth_error = typeof code === 'string' && /^[a-z_]{1,60}$/.test(code) ? code : undefined
  // Never the body itself: it may hold tokens in an unexpected format.
  const said = textAt(body, 'error_description') ?? textAt(body, 'message') ?? textAt(body, 'error')
  const upstream_message = cut(redact(said ?? `HTTP ${response.status} error`))
  const lack = response.status < 300 ? ' without an access token' : ''
  const message = `The token endpoint responded with ${response.status}${lack}: ${upstream_message}`
  const retry_after_seconds = retryAfterSeconds(response.headers['retry-after'], response.received_at)
  return new EngineError('upstream_status', message, {
    status: response.status,
    upstream_message,
    ...withoutUndefined({ oauth_error, retry_after_seconds }),
  })
}

// A token is sent in a header and redacted from responses. A token that cannot be handled so is rejected at once.
function tokenAt(body: JsonValue, name: string): string | undefined {
  const token = textAt(body, name)
  if (token === undefined || (token.length <= CREDENTIAL_LIMIT && isHeaderText(token))) return token
  throw new EngineError(
    'response_unreadable',
    `The upstream's token response has a ${name} that is longer than ${CREDENTIAL_LIMIT} characters or no line of text.`,
  )
}

function secondsAt(body: JsonValue, name: string): number | undefined {
  const value = ownMember(body, name)
  // An integer kept by `JSON.rawJSON` is longer than any lifetime.
  const seconds = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  return seconds > 0 && seconds <= MOST_SECONDS ? seconds : undefined
}

function textAt(body: JsonValue, name: string): string | undefined {
  const value = ownMember(body, name)
  return typeof value === 'string' && value !== '' ? value : undefined
}
