import { BulkheadError, ERRORS, type ErrorCode } from '@bulkhead/contract/errors'
import { isEngineError } from '@bulkhead/engine/errors'
import { secondsText } from '#platform/seconds-text'

/** Owner of the OAuth client. An organization can repair its own client without the connector's owner. */
type Client = 'own' | 'organization'

/** Codes that end a refresh token (RFC 6749 §5.2, OpenID Connect Core §3.1.2.6), and what services say instead. */
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
/** Codes about the client: final where the connector brought it along. */
const ENDS_CLIENT: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client'])

/** Refusals in a row, over at least {@link REFUSED_FOR_SECONDS}, after which they are believed. */
const MOST_REFUSALS = 5
export const REFUSED_FOR_SECONDS = 3_600

/**
 * The word for a refusal after which no attempt can succeed until the owner connects again; undefined for one that
 * may pass. It is of a list: what a service wrote is never stored.
 *
 * @param before Attempts that failed in a row before, and whether the first of them is long ago.
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

/** Seconds until the next attempt, after so many that failed: 1, 2, 4… to five minutes. */
export function secondsUntilRetry(failures: number): number {
  return Math.min(300, 2 ** Math.min(9, Math.max(0, failures - 1)))
}

/** The error of a connector whose tokens cannot be renewed. */
export function needsReauthentication(failure: string | null): BulkheadError {
  const why = failure === null ? '' : ` (${failure})`
  const message = `The service no longer renews the tokens of this connector${why}: its owner has to connect again. Authorize it again, or update it with new credentials.`
  return new BulkheadError('needs_reauthentication', message)
}

/** The error for requests that come while the last attempt's failure is fresh. @param failure A code of ours. */
export function failingStill(failure: string | null, seconds: number): BulkheadError {
  const code: ErrorCode = failure !== null && failure in ERRORS ? (failure as ErrorCode) : 'upstream_error'
  const message = `New tokens could not be had a moment ago (${code}), so the service is left alone for another ${secondsText(seconds)}.`
  return new BulkheadError(code, message, { retryAfter: seconds })
}

/** Says of an error that it was met on the way to new tokens, and when to come again. */
export function onTheWayToTokens(error: BulkheadError, seconds: number): BulkheadError {
  const prefixed = (text: string) => `New tokens could not be had: ${text}`
  return new BulkheadError(error.code, prefixed(error.message), {
    retryAfter: Math.max(seconds, error.retryAfter ?? 0),
    details: error.details.map((detail) => ({ ...detail, message: prefixed(detail.message) })),
  })
}
