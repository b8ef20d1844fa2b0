import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { nowMs } from './seats.ts'

/**
 * Takes or renews a lease, by the database's clock. The lease of a process that is gone ends by itself.
 *
 * @param holder Number of this process, by which it renews its own lease.
 * @returns Whether this process holds the lease. False while another process does.
 */
export async function holdLease(
  database: Database,
  name: string,
  holder: number,
  forMs: number,
): Promise<boolean> {
  const expire = sql<string>`${nowMs} + ${forMs}`
  const taken = await asCounter(database, (tx) =>
    tx
      .insertInto('rate_limits')
      .values({ key: `lease:${name}`, points: holder, expire })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({ points: holder, expire })
          .where(({ eb, or }) =>
            or([eb('rate_limits.points', '=', holder), eb('rate_limits.expire', '<', nowMs)]),
          ),
      )
      .returning('points')
      .executeTakeFirst(),
  )
  return taken !== undefined
}
