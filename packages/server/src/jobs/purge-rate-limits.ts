import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Deletes a chunk of the counters whose window has ended. The database's clock decides: leases and the numbers of
 * processes are written by it and last for seconds, so a process whose clock is ahead would delete current ones.
 *
 * @returns Whether there may be more.
 */
export async function purgeRateLimits(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget counters whose window has ended', async (tx) => {
    const ended = await tx
      .selectFrom('rate_limits')
      .select(['key', 'expire'])
      .where('expire', '<', sql<string>`(extract(epoch from now()) * 1000)::bigint`)
      .orderBy('expire')
      .limit(CHUNK)
      .execute()
    if (ended.length === 0) return false
    // A counter that has begun a new window has another `expire`, so it stays. With a condition on the current time,
    // the planner would search all ended counters for those of this chunk.
    await sql`
      delete from rate_limits r
      using unnest(${ended.map(({ key }) => key)}::text[], ${ended.map(({ expire }) => expire)}::bigint[])
        as due (key, expire)
      where r.key = due.key and r.expire = due.expire`.execute(tx)
    return ended.length === CHUNK
  })
}
