import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'
import { nowMs } from './seats.ts'

/**
 * Takes or renews a lease, by the database's clock. A process that is gone leaves one that ends.
 *
 * @param holder Number of this process, so that it renews its own.
 * @returns Whether this process has it. False while another one does.
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
