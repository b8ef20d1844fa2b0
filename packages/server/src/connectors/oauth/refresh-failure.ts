import { BulkheadError, ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { isEngineError } from '@bulkhead/engine/errors'
import { secondsText } from '#platform/seconds-text'

/** Owner of the OAuth client. An organization can repair its own client without the connector's owner. */
type Client = 'own' | 'organization'

/**
 * Error codes that invalidate a refresh token (RFC 6749 §5.2, OpenID Connect Core §3.1.2.6), and codes that services
 * use instead.
 */
const ENDS_TOKEN: ReadonlySet<string> = new Set([
  'invalid_grant',
  'interaction_required',
  'login_required',
  'consent_required',
  'bad_refresh_token',
  'invalid_refresh_token',
  'invalid_code',
  'token_revoked',
  'token_expired',
  'account_inactive',
])
/** Error codes about the client. They are final if the client belongs to the connector. */
const ENDS_CLIENT: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client'])

/** Consecutive refusals, over at least {@link REFUSED_FOR_SECONDS}, after which a refusal counts as final. */
const MOST_REFUSALS = 5
export const REFUSED_FOR_SECONDS = 3_600

/**
 * Returns the code of a refusal after which only the owner can help, by connecting again. Undefined for a refusal that
 * may pass. The code is from a fixed list, since text from a service is never stored.
 *
 * @param before Number of consecutive failures before this one, and whether the first of them is long ago.
 */
export function finalRefusal(
  error: unknown,
  client: Client,
  before: { readonly failures: number; readonly is_old: boolean },
): string | undefined {
  if (!isEngineError(error, 'upstream_status')) return undefined
  const { status, oauth_error = '' } = error.details
  if (ENDS_TOKEN.has(oauth_error)) return oauth_error
  if (client === 'own' && ENDS_CLIENT.has(oauth_error)) return oauth_error
  const isRefusal = status < 500 && status !== 429 && status !== 408
  const isBelieved = before.is_old && before.failures + 1 >= MOST_REFUSALS
  return isRefusal && isBelieved && client === 'own' ? 'refused' : undefined
}

/**
 * Maximum number of seconds between two attempts. A wrong `Retry-After` must not end the renewals of a connector: 15
 * minutes, as for other limits of services.
 */
export const MOST_RETRY_SECONDS = 900

/**
 * Returns the seconds until the next attempt after a number of failures: 1, 2, 4… up to five minutes, or as many as the
 * service asks for, up to {@link MOST_RETRY_SECONDS}.
 */
export function secondsUntilRetry(failures: number, asked: number): number {
  const own = Math.min(300, 2 ** Math.min(9, Math.max(0, failures - 1)))
  return Math.max(own, Math.min(asked, MOST_RETRY_SECONDS))
}

/** Returns the error for a connector whose tokens cannot be renewed. */
export function needsReauthentication(failure: string | null): BulkheadError {
  const why = failure === null ? '' : ` (${failure})`
  const message = `The service no longer renews the tokens of this connector${why}: its owner must connect again. Authorize it again, or update it with new credentials.`
  return new BulkheadError('needs_reauthentication', message)
}

/** Returns the error for requests that come soon after a failed attempt. @param failure Code of a Bulkhead error. */
export function failingStill(failure: string | null, seconds: number): BulkheadError {
  const code: ErrorCode = failure !== null && failure in ERRORS ? (failure as ErrorCode) : 'upstream_error'
  const message = `Renewing the tokens failed a moment ago (${code}). Bulkhead tries again in ${secondsText(seconds)}.`
  return new BulkheadError(code, message, { retryAfter: seconds })
}

/** Adds to an error that it occurred while renewing tokens, and when to try again. */
export function onTheWayToTokens(error: BulkheadError, seconds: number): BulkheadError {
  const prefixed = (text: string) => `Renewing the tokens failed: ${text}`
  return new BulkheadError(error.code, prefixed(error.message), {
    retryAfter: seconds,
    details: error.details.map((detail) => ({ ...detail, message: prefixed(detail.message) })),
  })
}
