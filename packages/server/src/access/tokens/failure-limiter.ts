import { BulkheadError } from '@bulkhead/contract/errors'
import { createWindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'
import { secondsText } from '#platform/seconds-text'

export const FAILURES_WINDOW_MS = 60_000
const PER_ADDRESS = 60
const PER_CLIENT_AND_ADDRESS = 10
const REMEMBERED = 50_000

/** Counters of all processes together, over the window. */
export interface SharedFailures {
  count(key: string): Count | Promise<Count>
}

interface Count {
  readonly count: number
  readonly endsInMs: number
}

/** Limiter of failed client authentications, over windows of a minute. */
export interface FailureLimiter {
  /**
   * Records a failure.
   *
   * @throws BulkheadError `rate_limited` if there were too many failures from this address, or from this address for
   *   this client. Only failures are counted and rejected: a correct secret always passes.
   */
  fail(address: string, client_id: string): void | Promise<void>
}

/**
 * Creates the limiter.
 *
 * @param shared Absent if there is one process. While the shared counters cannot be reached, each process limits the
 *   failures that it sees.
 */
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
      // The order matters. If the limit of the address rejects first, invented client ids cannot push the counts of
      // others out of memory.
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
