import type { Log } from '#platform/log'
import { createRateLimiter, type RateLimiter } from './rate-limiter.ts'
import type { Counter } from './shared-counter.ts'
import { createSharedRateLimiter } from './shared-rate-limiter.ts'

/** Opens the rate limiter, which counts for all processes together, or for the only one. */
export function openRateLimiter(
  counter: Counter | undefined,
  log: Log,
  countProcesses: () => number,
): RateLimiter {
  return counter === undefined
    ? createRateLimiter()
    : createSharedRateLimiter({ counter, log, countProcesses })
}
