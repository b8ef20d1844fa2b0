import type { RetryPolicy } from '#model/retry-policy'
import type { UpstreamResponse } from '#model/wire'
import { retryAfterSeconds } from './upstream-error.ts'

// Own code: `ratelimit-header-parser` does not support `Retry-After`, and uses its own clock.

/** A time until which a service wants no further calls. */
export interface RateLimit {
  /** End of the limit, in milliseconds since the epoch. */
  readonly until: number
  /**
   * Calls to which the limit applies. Counters often cover one kind of call; a rejection applies to all calls of the
   * connector.
   */
  readonly holds: 'operation' | 'connector'
}

const COUNTERS = ['x-ratelimit', 'x-rate-limit', 'ratelimit'].map((prefix) => ({
  remaining: `${prefix}-remaining`,
  reset: `${prefix}-reset`,
}))
// Longer than any per-minute limit, and short enough that a wrong value does not stop a connector for a day.
const LONGEST_MS = 15 * 60_000

/**
 * Returns the rate limit in a response: a rejection (429, or 403 from some services) that states a time, or a counter
 * that is used up. Undefined if there is none. A limit lasts at most 15 minutes.
 */
export function rateLimitIn(
  response: Omit<UpstreamResponse, 'body'>,
  policy: RetryPolicy,
): RateLimit | undefined {
  const { status, headers, received_at } = response
  const isRefusal = status === 429 || status === 403
  const named = isRefusal
    ? retryAfterSeconds(headers[policy.retry_after_header], received_at, policy.retry_after_format)
    : undefined
  const seconds = named ?? secondsOfCounters(headers, received_at)
  if (seconds === undefined || seconds <= 0) return undefined
  const until = received_at + Math.min(seconds * 1000, LONGEST_MS)
  return { until, holds: isRefusal ? 'connector' : 'operation' }
}

function secondsOfCounters(headers: UpstreamResponse['headers'], now: number): number | undefined {
  for (const { remaining, reset } of COUNTERS) {
    // Either a number of seconds or a time, like both forms of Retry-After.
    if (headers[remaining]?.trim() === '0') return retryAfterSeconds(headers[reset], now)
  }
  return undefined
}
