import { CHUNK } from '#platform/database/chunk'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Deletes a chunk of the counters whose window has ended. @returns Whether there may be more. */
export async function purgeRateLimits(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget counters whose window has ended', async (tx) => {
    const ended = await tx
      .selectFrom('rate_limits')
      .select('key')
      .where('expire', '<', String(Date.now()))
      .orderBy('expire')
      .limit(CHUNK)
      .execute()
    if (ended.length === 0) return false
    await tx
      .deleteFrom('rate_limits')
      .where('key', '=', ({ fn, val }) => fn.any(val(ended.map(({ key }) => key))))
      // A counter may have a new window by now.
      .where('expire', '<', String(Date.now()))
      .execute()
    return ended.length === CHUNK
  })
}
