import type { RetryPolicy } from '#model/retry-policy'
import type { UpstreamResponse } from '#model/wire'
import { retryAfterSeconds } from './upstream-error.ts'

// Own code: `ratelimit-header-parser` knows no `Retry-After`, and counts from its own clock.

/** Until when a service wants no more calls. */
export interface RateLimit {
  /** Milliseconds since the epoch. */
  readonly until: number
  /** Whom it holds back: counters are often those of one kind of call, a refusal is meant for all. */
  readonly holds: 'operation' | 'connector'
}

const COUNTERS = ['x-ratelimit', 'x-rate-limit', 'ratelimit'].map((prefix) => ({
  remaining: `${prefix}-remaining`,
  reset: `${prefix}-reset`,
}))
// Longer than any window of calls per minute, and short enough not to hold up a connector by mistake for a day.
const LONGEST_MS = 15 * 60_000

/**
 * The limit that an answer tells of: a refusal (429, or 403 as some services do) that names a time, or a counter
 * that is used up. Undefined if it tells of none. At most 15 minutes.
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
    // A number of seconds or a moment, like a Retry-After of either kind.
    if (headers[remaining]?.trim() === '0') return retryAfterSeconds(headers[reset], now)
  }
  return undefined
}
