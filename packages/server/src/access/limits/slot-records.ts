import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { GONE_AFTER_MS, nowMs, put } from './seats.ts'

/**
 * Records of the slots that each process holds. A record that is not renewed ends after {@link GONE_AFTER_MS}
 * milliseconds.
 */
export interface SlotRecords {
  isAway(): boolean
  /** Returns how often the records became unreachable. Earlier records may be lost after that. */
  absences(): number
  /**
   * Replaces the record `own` by the result of `decide`, which gets the records of `others`, in one atomic step. 0
   * deletes the record.
   *
   * @param group Name of the divided resource.
   */
  exchange(group: string, own: string, others: readonly string[], decide: Decide): Promise<void>
  renew(keys: readonly string[]): Promise<void>
}

/**
 * Function that gets the unexpired records of other processes and returns the new own record. May be called more than
 * once.
 */
type Decide = (theirs: readonly number[]) => number

/** Creates records in the database. {@link Seats} notice if it cannot be reached. */
export function createSlotRecords(database: Database): SlotRecords {
  return {
    isAway: () => false,
    absences: () => 0,
    async exchange(group, own, others, decide) {
      await asCounter(database, async (tx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${group}, 0))`.execute(tx)
        const rows = await tx
          .selectFrom('rate_limits')
          .select('points')
          .where('key', '=', ({ fn, val }) => fn.any(val([...others])))
          .where('expire', '>', nowMs)
          .execute()
        const record = decide(rows.map(({ points }) => points))
        await put(tx, own, record, record === 0 ? 0 : GONE_AFTER_MS)
      })
    },
    async renew(keys) {
      await asCounter(database, (tx) =>
        tx
          .updateTable('rate_limits')
          .set({ expire: sql<string>`${nowMs} + ${GONE_AFTER_MS}` })
          .where('key', '=', ({ fn, val }) => fn.any(val([...keys])))
          .execute(),
      )
    },
  }
}
