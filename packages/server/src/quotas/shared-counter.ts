import { CompiledQuery } from 'kysely'
import { type RateLimiterAbstract, RateLimiterPostgres } from 'rate-limiter-flexible'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { hashText } from '#platform/text-hash'

/** Counter by key. The time window of a key begins with its first count. */
export interface Counter {
  /** Adds `points`, by default 1. @returns The count of the current window, and the milliseconds until it ends. */
  count(key: string, points?: number): Count | Promise<Count>
  /** Subtracts points. */
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
 * Creates a counter in the database, which counts for all processes together: N processes do not let N times as many
 * through. It limits nothing by itself: the caller compares the count, and may add several points at once to save
 * queries. Keys are stored as hashes.
 *
 * Call it outside a transaction.
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
    // The library never rejects: `penalty` and `reward` count regardless of the limit.
    points: 0,
    duration: windowMs / 1000,
  })
  return toCounter(counts)
}

/** Counts by a limiter of the library, which keeps no key but its hash. */
export function toCounter(counts: RateLimiterAbstract): Counter {
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
