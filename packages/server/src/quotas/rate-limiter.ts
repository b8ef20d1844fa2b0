import { createCache } from '#platform/cache/create-cache'

// Own code: the memory of `rate-limiter-flexible` has no bound, a timer for each key and a promise for each request.

const REMEMBERED = 50_000

/** Remaining allowance after a request. */
export interface Allowance {
  readonly allowed: boolean
  /** Whole requests that may follow at once. */
  readonly remaining: number
  /** Whole seconds until a request is allowed again, or if it is, until all of them are. */
  readonly seconds: number
}

/** Counts the requests of each organization. */
export interface RateLimiter {
  take(organization: string, perSecond: number): Allowance | Promise<Allowance>
}

/**
 * Counts those to this process: a bucket of tokens per organization, which holds those of one second and fills steadily: a pause lets a
 * burst of one second's requests through, and no more.
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
