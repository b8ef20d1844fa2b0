import type { Log } from '#platform/log'
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts'
import type { Counter } from './shared-counter.ts'
import { createSharedRateLimiter } from './shared-rate-limiter.ts'

/** Counts requests for all processes, or for the one there is. */
export function openRateLimiter(
  counter: Counter | undefined,
  log: Log,
  countProcesses: () => number,
): RateLimiter {
  return counter === undefined
    ? createRateLimiter()
    : createSharedRateLimiter({ counter, log, countProcesses })
}
