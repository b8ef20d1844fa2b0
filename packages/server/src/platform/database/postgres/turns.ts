import { BulkheadError } from '@bulkhead/contract/errors'
import type { Purpose } from '#platform/database/lanes'

/** A transaction that took longer than this makes its purpose a slow one. */
const SLOW_MS = 1_000
/** A caller is refused after waiting this long for a connection. */
const WAIT_MS = 5_000

/** Turns at the connections of a pool. */
export interface Turns {
  /**
   * Waits for a connection to be free.
   *
   * @returns Gives it back.
   * @throws BulkheadError `unavailable` after five seconds.
   */
  take(purpose: Purpose): Promise<() => void>
  /** Transactions that have a connection, that wait for one, and connections there may be. */
  load(): ConnectionLoad
}

/** Load of a pool's connections. */
export interface ConnectionLoad {
  readonly inUse: number
  readonly waiting: number
  readonly limit: number
}

interface Running {
  readonly purpose: Purpose
  readonly since: number
}

interface Waiting {
  readonly purpose: Purpose
  readonly admit: () => void
}

/**
 * Makes turns for a pool of `size` connections. Slow purposes share half of them: lists and jobs always, and anything
 * else while its last transaction took more than a second, or one in progress has. So neither what people look at nor
 * a lock on a table takes the connections of everything else.
 *
 * @param now Milliseconds of a clock that only goes forward.
 */
export function createTurns(
  size: number,
  { now = () => performance.now(), waitMs = WAIT_MS }: { now?: () => number; waitMs?: number } = {},
): Turns {
  const mostSlow = Math.max(1, Math.floor(size / 2))
  const running = new Set<Running>()
  /** Names of purposes whose last transaction was slow. */
  const slow = new Set<string>()
  let waiting: Waiting[] = []

  function isSlow({ lane, name }: Purpose, at: number): boolean {
    if (lane === 'lists' || lane === 'jobs' || slow.has(name)) return true
    for (const other of running) if (other.purpose.name === name && at - other.since > SLOW_MS) return true
    return false
  }

  function isFreeFor(purpose: Purpose): boolean {
    if (running.size >= size) return false
    // Of fewer than that, slow ones are not too many.
    if (running.size < mostSlow) return true
    const at = now()
    if (!isSlow(purpose, at)) return true
    let slowOnes = 0
    for (const other of running) if (isSlow(other.purpose, at)) slowOnes += 1
    return slowOnes < mostSlow
  }

  function begin(purpose: Purpose): () => void {
    const turn: Running = { purpose, since: now() }
    running.add(turn)
    return () => {
      if (!running.delete(turn)) return
      if (now() - turn.since > SLOW_MS) slow.add(purpose.name)
      else slow.delete(purpose.name)
      admitNext()
    }
  }

  function admitNext() {
    if (waiting.length === 0) return
    waiting = waiting.filter(({ purpose, admit }) => {
      if (!isFreeFor(purpose)) return true
      admit()
      return false
    })
  }

  return {
    load: () => ({ inUse: running.size, waiting: waiting.length, limit: size }),
    async take(purpose) {
      // Nobody who waits may have this one: each was looked at when a connection was given back last.
      if (isFreeFor(purpose)) return begin(purpose)
      return new Promise<() => void>((resolve, reject) => {
        const one: Waiting = {
          purpose,
          admit() {
            clearTimeout(timer)
            resolve(begin(purpose))
          },
        }
        const timer = setTimeout(() => {
          waiting = waiting.filter((other) => other !== one)
          reject(busy())
        }, waitMs)
        waiting.push(one)
      })
    },
  }
}

function busy(): BulkheadError {
  return new BulkheadError(
    'unavailable',
    'All connections to the database are in use. Try again in a few seconds.',
    { retryAfter: 2 },
  )
}
