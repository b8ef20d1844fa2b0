import { BulkheadError } from '@bulkhead/contract/errors'
import { LRUCache } from 'lru-cache'

const WINDOW_MS = 60_000
const PER_ADDRESS = 60
const PER_CLIENT_AND_ADDRESS = 10
const REMEMBERED = 50_000

/** Counts failed client authentications, in this process, over a window of a minute. */
export interface FailureLimiter {
  /**
   * Records a failure.
   *
   * @throws BulkheadError `rate_limited` once there were too many from this address, or for this client
   *   from it. Only failures are counted and refused: a right secret always passes.
   */
  fail(address: string, client_id: string): void
}

export function createFailureLimiter(now: () => number = Date.now): FailureLimiter {
  const windows = new LRUCache<string, { count: number; endsAt: number }>({ max: REMEMBERED })

  function count(key: string, limit: number) {
    const open = windows.get(key)
    const window = open !== undefined && open.endsAt > now() ? open : { count: 0, endsAt: now() + WINDOW_MS }
    window.count += 1
    windows.set(key, window)
    return window.count > limit ? Math.ceil((window.endsAt - now()) / 1000) : 0
  }

  return {
    fail(address, client_id) {
      const retryAfter = Math.max(
        count(address, PER_ADDRESS),
        count(`${address} ${client_id}`, PER_CLIENT_AND_ADDRESS),
      )
      if (retryAfter > 0) {
        throw new BulkheadError(
          'rate_limited',
          `Too many failed attempts. Try again in ${retryAfter} seconds.`,
          { retryAfter },
        )
      }
    },
  }
}
