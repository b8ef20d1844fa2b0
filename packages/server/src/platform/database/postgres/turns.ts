import { BulkheadError } from '@bulkhead/contract/errors'
import type { Purpose } from '../lanes.ts'

/** Duration of a transaction from which its purpose counts as slow. */
const SLOW_MS = 1_000
/** Maximum wait for a connection. After it the caller is rejected. */
const WAIT_MS = 5_000

/** Queue for the connections of a pool. */
export interface Turns {
  /**
   * Waits for a free connection.
   *
   * @returns Function that gives the connection back.
   * @throws BulkheadError `unavailable` after 5 seconds.
   */
  take(purpose: Purpose): Promise<() => void>
  /** Returns the numbers of transactions with a connection, of transactions that wait for one, and of connections. */
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
 * Creates the queue for a pool of `size` connections. Slow purposes share half of them. Lists and jobs are always slow.
 * Another purpose is slow if its last transaction took more than a second, or if one in progress has; the feed never is.
 * So neither lists nor a lock on a table can occupy all connections.
 *
 * A connection goes to the purpose with the fewest, and within it to who has waited longest. So a purpose that was slow
 * once waits for one transaction of the others and not for all of them.
 *
 * @param now Milliseconds of a monotonic clock.
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
    if (lane === 'feed') return false
    if (lane === 'lists' || lane === 'jobs' || slow.has(name)) return true
    for (const other of running) if (other.purpose.name === name && at - other.since > SLOW_MS) return true
    return false
  }

  function isFreeFor(purpose: Purpose): boolean {
    if (running.size >= size) return false
    // While fewer transactions than this run, slow ones cannot be too many.
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

  /** Returns the transaction that has the next turn, if a connection is free for one that waits. */
  function findNext(): Waiting | undefined {
    if (waiting.length === 0 || running.size >= size) return undefined
    const turnsOf = new Map<string, number>()
    for (const { purpose } of running) turnsOf.set(purpose.name, (turnsOf.get(purpose.name) ?? 0) + 1)
    const count = ({ purpose }: Waiting) => turnsOf.get(purpose.name) ?? 0
    let next: Waiting | undefined
    for (const one of waiting)
      if ((next === undefined || count(one) < count(next)) && isFreeFor(one.purpose)) next = one
    return next
  }

  function admitNext() {
    for (let next = findNext(); next !== undefined; next = findNext()) {
      waiting.splice(waiting.indexOf(next), 1)
      next.admit()
    }
  }

  return {
    load: () => ({ inUse: running.size, waiting: waiting.length, limit: size }),
    async take(purpose) {
      // No waiting transaction may take this connection: each was checked when a connection was last given back.
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
