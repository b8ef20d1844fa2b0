import { ApiError, type BulkheadError, ConnectionError } from './errors.ts'

const FIRST_MS = 500
const LONGEST_MS = 8_000
/**
 * Longest `Retry-After`, in seconds, that the SDK waits for. With a longer one the call fails, so that the caller
 * decides.
 */
const LONGEST_ADVICE_S = 60

/** Statuses, besides 429, with which Bulkhead and proxies before it allow a retry. */
const PASSING: ReadonlySet<number> = new Set([502, 503, 504])

/**
 * Returns the wait before a retry, in milliseconds. Undefined if the attempt must not be repeated.
 *
 * @param repeat Whether a request whose response was lost may be sent again. A request with `never` is repeated only if
 *   the response says that nothing was done.
 * @param retries Number of earlier retries.
 * @param random Returns a number from 0 to 1.
 */
export function retryDelayMs(
  error: BulkheadError,
  repeat: 'freely' | 'with a key' | 'never',
  retries: number,
  random: () => number = Math.random,
): number | undefined {
  if (!isPassing(error, repeat)) return undefined
  const advice = error instanceof ApiError ? error.retryAfter : undefined
  if (advice !== undefined && advice > LONGEST_ADVICE_S) return undefined
  const backoff = Math.min(LONGEST_MS, FIRST_MS * 2 ** retries)
  // A random wait between half and all of the backoff: callers that failed together do not come back together.
  const jittered = backoff * (0.5 + random() / 2)
  return advice === undefined ? jittered : advice * 1000 + jittered / 4
}

function isPassing(error: BulkheadError, repeat: 'freely' | 'with a key' | 'never'): boolean {
  if (!(error instanceof ApiError)) return error instanceof ConnectionError && repeat !== 'never'
  if (error.status === 429) return true
  if (repeat === 'never') return false
  // The first attempt is still in progress. A retry with the same key gets its response.
  return PASSING.has(error.status) || error.code === 'idempotency_in_flight'
}
