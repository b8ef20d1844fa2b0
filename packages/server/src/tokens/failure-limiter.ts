import { BulkheadError } from '@bulkhead/contract/errors'
import { createWindowCounter } from '#platform/cache/window-counter'
import { clientNetwork } from '#platform/client-network'
import { secondsText } from '#platform/seconds-text'

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
  const failures = createWindowCounter(
    { name: 'client_failures', key: 'address, or client and address', max: REMEMBERED, windowMs: WINDOW_MS },
    now,
  )

  function count(key: string, most: number) {
    const { count, endsInMs } = failures.count(key)
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

  return {
    fail(address, client_id) {
      const network = clientNetwork(address)
      // In this order: clients that are invented after it refuses would push counts of others out of memory.
      count(network, PER_ADDRESS)
      count(`${network} ${client_id}`, PER_CLIENT_AND_ADDRESS)
    },
  }
}
