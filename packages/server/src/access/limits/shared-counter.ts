import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { hashText } from '#platform/text-hash'
import { nowMs } from './seats.ts'

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
 * queries. Keys are stored as hashes. Windows begin and end by the database's clock, since the clocks of processes
 * differ.
 *
 * Call it outside a transaction.
 */
export function createSharedCounter({ database, name, windowMs }: SharedCounterOptions): Counter {
  // Compared by the time of the new row, so that points and end belong to the same window.
  const hasEnded = sql`rate_limits.expire <= excluded.expire - ${windowMs}`

  async function count(key: string, points = 1): Promise<Count> {
    const { points: counted, ends_in_ms } = await asCounter(database, (tx) =>
      tx
        .insertInto('rate_limits')
        .values({ key: `${name}:${hashText(key)}`, points, expire: sql<string>`${nowMs} + ${windowMs}` })
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet({
            points: sql<number>`case when ${hasEnded} then excluded.points else rate_limits.points + excluded.points end`,
            expire: sql<string>`case when ${hasEnded} then excluded.expire else rate_limits.expire end`,
          }),
        )
        .returning(['points', sql<string>`expire - ${nowMs}`.as('ends_in_ms')])
        .executeTakeFirstOrThrow(),
    )
    return { count: counted, endsInMs: Math.max(0, Number(ends_in_ms)) }
  }

  return {
    count,
    async uncount(key, points = 1) {
      await count(key, -points)
    },
  }
}
