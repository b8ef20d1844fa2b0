import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/**
 * Deletes a chunk of the bodies that were recorded more than a day ago.
 *
 * @returns Whether there may be more.
 */
export async function purgeRecordedBodies(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget recorded bodies', async (tx) => {
    const { rows } = await sql<Record<'organization_id' | 'call_id', string>>`
      select organization_id, call_id from recorded_bodies
      where recorded_at < now() - interval '1 day' order by recorded_at limit ${CHUNK}`.execute(tx)
    await deleteRows(tx, 'recorded_bodies', ['organization_id', 'call_id'], rows)
    return rows.length === CHUNK
  })
}
