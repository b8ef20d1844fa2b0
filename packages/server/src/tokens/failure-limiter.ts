import { BulkheadError } from '@bulkhead/contract/errors'
import { createWindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'
import { secondsText } from '#platform/seconds-text'

export const FAILURES_WINDOW_MS = 60_000
const PER_ADDRESS = 60
const PER_CLIENT_AND_ADDRESS = 10
const REMEMBERED = 50_000

/** Counts of all processes together, over the window. */
export interface SharedFailures {
  count(key: string): Count | Promise<Count>
}

interface Count {
  readonly count: number
  readonly endsInMs: number
}

/** Counts failed client authentications over a window of a minute. */
export interface FailureLimiter {
  /**
   * Records a failure.
   *
   * @throws BulkheadError `rate_limited` once there were too many from this address, or for this client
   *   from it. Only failures are counted and refused: a right secret always passes.
   */
  fail(address: string, client_id: string): void | Promise<void>
}

/** @param shared Absent where there is one process. While it cannot be asked, each process limits what it sees. */
export function createFailureLimiter(now: () => number = Date.now, shared?: SharedFailures): FailureLimiter {
  const failures = createWindowCounter(
    {
      name: 'client_failures',
      key: 'address, or client and address',
      max: REMEMBERED,
      windowMs: FAILURES_WINDOW_MS,
    },
    now,
  )

  function assertFew({ count, endsInMs }: Count, most: number) {
    if (count <= most) return
    const retryAfter = Math.ceil(endsInMs / 1000)
    throw new BulkheadError(
      'rate_limited',
      `Too many failed attempts. Try again in ${secondsText(retryAfter)}.`,
      {
        retryAfter,
      },
    )
  }

  async function assertFewOfAll(limits: readonly Limit[], counts: SharedFailures) {
    for (const [key, most] of limits) {
      let counted: Count
      try {
        counted = await counts.count(key)
      } catch {
        return
      }
      assertFew(counted, most)
    }
  }

  return {
    fail(address, client_id) {
      const network = clientNetwork(address)
      // In this order: clients that are invented after it refuses would push counts of others out of memory.
      const limits: readonly Limit[] = [
        [network, PER_ADDRESS],
        [`${network} ${client_id}`, PER_CLIENT_AND_ADDRESS],
      ]
      for (const [key, most] of limits) assertFew(failures.count(key), most)
      return shared && assertFewOfAll(limits, shared)
    },
  }
}

type Limit = readonly [key: string, most: number]
