import { createCache } from '#platform/cache/create-cache'

// Own code: `rate-limiter-flexible` has unbounded memory, a timer for each key and a promise for each request.

const REMEMBERED = 50_000

/** Allowance that remains after a request. */
export interface Allowance {
  readonly allowed: boolean
  /** Number of requests that may follow at once. */
  readonly remaining: number
  /** Whole seconds until a request is allowed again. If one is allowed now, whole seconds until all of them are. */
  readonly seconds: number
}

/** Rate limiter that counts the requests of each organization. */
export interface RateLimiter {
  take(organization: string, perSecond: number): Allowance | Promise<Allowance>
}

/**
 * Creates a rate limiter for this process. Each organization has a token bucket that holds the requests of one second
 * and fills steadily. So after a pause, at most one second's requests come through in a burst.
 */
export function createRateLimiter(now: () => number = performance.now.bind(performance)): {
  take(organization: string, perSecond: number): Allowance
} {
  const buckets = createCache<{ tokens: number; at: number }>({
    name: 'request_rates',
    key: 'organization',
    max: REMEMBERED,
    invalidatedBy: 'nothing',
  })
  return {
    take(organization, perSecond) {
      const before = buckets.get(organization) ?? { tokens: perSecond, at: now() }
      const filled = before.tokens + ((now() - before.at) / 1000) * perSecond
      const tokens = Math.min(perSecond, filled)
      const allowed = tokens >= 1
      const left = allowed ? tokens - 1 : tokens
      buckets.set(organization, { tokens: left, at: now() })
      const missing = allowed ? perSecond - left : 1 - left
      return { allowed, remaining: Math.floor(left), seconds: Math.ceil(missing / perSecond) }
    },
  }
}
