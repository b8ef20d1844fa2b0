import { CompiledQuery } from 'kysely'
import { RateLimiterPostgres } from 'rate-limiter-flexible'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { hashText } from '#platform/text-hash'

/** Counts by key over windows of time that begin with the first count. */
export interface Counter {
  /** Counts `points` more, 1 if not given. @returns How many in the current window, and the milliseconds until it ends. */
  count(key: string, points?: number): Count | Promise<Count>
  /** Takes points back. */
  uncount(key: string, points?: number): void | Promise<void>
}

export interface Count {
  readonly count: number
  readonly endsInMs: number
}

export interface SharedCounterOptions {
  readonly database: Database
  /** Name of the counted thing. Counters with the same name share their counts across processes. */
  readonly name: string
  readonly windowMs: number
}

/**
 * Counts in the database, so for all processes together: N processes do not let N times as much through. It limits nothing by
 * itself: the caller compares, and may take several points at once to ask less often. Keys are stored as hashes.
 *
 * Call it outside of a transaction.
 */
export function createSharedCounter({ database, name, windowMs }: SharedCounterOptions): Counter {
  const counts = new RateLimiterPostgres({
    storeClient: { query: (query: Query) => runQuery(database, query) },
    storeType: 'client',
    keyPrefix: name,
    schemaName: 'bulkhead',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    // Never refuses: `penalty` and `reward` count, whatever the limit.
    points: 0,
    duration: windowMs / 1000,
  })
  return {
    async count(key, points = 1) {
      const { consumedPoints, msBeforeNext } = await counts.penalty(hashText(key), points)
      return { count: consumedPoints, endsInMs: msBeforeNext }
    },
    async uncount(key, points = 1) {
      await counts.reward(hashText(key), points)
    },
  }
}

interface Query {
  readonly text: string
  readonly values: unknown[]
}

function runQuery(database: Database, { text, values }: Query) {
  return asCounter(database, (tx) => tx.executeQuery(CompiledQuery.raw(text, values)))
}
