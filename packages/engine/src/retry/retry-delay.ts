import type { Effect } from '#model/definition'
import { type EngineError, isEngineError } from '#model/errors'
import { retryAfterSeconds } from '#read/upstream-error'
import type { RetryPolicy } from '../model/retry-policy.ts'

/** Result of an attempt: a response, or an error while sending. */
export type AttemptOutcome =
  | {
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      /** Time of receipt, in milliseconds since the epoch. */
      readonly received_at: number
    }
  | EngineError

/**
 * Returns the milliseconds to wait before a retry, or undefined if there must be none. A read is retried if the policy
 * says so. A write is retried only if it was certainly not executed: after a 429, or if no connection was made. If the
 * upstream states a time, the wait is exactly that long. If the time exceeds the policy's maximum, there is no retry.
 *
 * @param attempt Number of the attempt that ended with `outcome`, counted from 1.
 * @param random Random number in [0, 1).
 */
export function retryDelayMs(
  policy: RetryPolicy,
  effect: Effect,
  attempt: number,
  outcome: AttemptOutcome,
  random: () => number,
): number | undefined {
  if (attempt >= policy.max_attempts || !isRepeatable(policy, effect, outcome)) return undefined
  const maximum = policy.max_delay_seconds * 1000
  const said = 'status' in outcome ? saidDelayMs(policy, outcome) : undefined
  if (said !== undefined) return said <= maximum ? said : undefined
  const growing = policy.initial_delay_seconds * 1000 * policy.exponential_base ** (attempt - 1)
  const delay = Math.min(growing, maximum)
  return Math.round(policy.jitter ? delay * random() : delay)
}

function isRepeatable(policy: RetryPolicy, effect: Effect, outcome: AttemptOutcome): boolean {
  if ('status' in outcome) {
    const isListed = policy.retry_on_status_codes.includes(outcome.status)
    return isListed && (effect === 'read' || outcome.status === 429)
  }
  if (isEngineError(outcome, 'timeout')) {
    return policy.retry_on_timeout && (effect === 'read' || !outcome.details.sent)
  }
  if (outcome.code === 'unreachable') return policy.retry_on_network_error
  return outcome.code === 'connection_lost' && policy.retry_on_network_error && effect === 'read'
}

function saidDelayMs(
  policy: RetryPolicy,
  { headers, received_at }: Exclude<AttemptOutcome, EngineError>,
): number | undefined {
  const header = headers[policy.retry_after_header]
  const seconds = retryAfterSeconds(header, received_at, policy.retry_after_format)
  return seconds === undefined ? undefined : seconds * 1000
}
