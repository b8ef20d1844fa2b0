import type { Log } from '#platform/log'
import type { Turns } from './turns.ts'

const LOOK_EVERY_MS = 1_000
/** Number of failures in a row after which the pool counts as failed. */
const FAILURES = 2

/** State of the connections that requests use. A pooler may be down while Postgres itself responds. */
export interface PoolWatch {
  /** Notes that a transaction of the pool ended well. */
  succeeded(): void
  /** Returns whether the last queries failed, one after the other. */
  hasFailed(): boolean
  close(): void
}

/**
 * Watches the pool. If no transaction ended well within the last second, it sends one query. So a pool in use is not
 * asked.
 *
 * @param ask Sends a query over a connection of the pool.
 */
export function watchPool(
  ask: () => Promise<void>,
  turns: Pick<Turns, 'take'>,
  log: Pick<Log, 'warn' | 'info'>,
  { now = () => performance.now(), everyMs = LOOK_EVERY_MS } = {},
): PoolWatch {
  let succeededAt = now()
  let failures = 0
  let isAsking = false

  function succeeded() {
    succeededAt = now()
    if (failures >= FAILURES) log.info('the database responds to requests again')
    failures = 0
  }

  async function look() {
    if (isAsking || now() - succeededAt < everyMs) return
    isAsking = true
    // While transactions hold every connection, their ends tell. So a wait for a connection is no failure.
    const release = await turns.take({ lane: 'feed', name: 'readiness' }).catch(() => undefined)
    try {
      if (release === undefined) return
      await ask()
      succeeded()
    } catch (error) {
      failures += 1
      const { code } = (error ?? {}) as { code?: unknown }
      if (failures === FAILURES) log.warn({ code }, 'the database does not respond to requests')
    } finally {
      release?.()
      isAsking = false
    }
  }

  const looking = setInterval(look, everyMs).unref()
  return { succeeded, hasFailed: () => failures >= FAILURES, close: () => clearInterval(looking) }
}
