import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Days for which a session is kept after it ended. */
const KEPT_DAYS = 30

/** Deletes a chunk of the connect sessions that ended long ago. @returns Whether there may be more. */
export async function purgeConnectSessions(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'forget connect sessions that ended long ago', async (tx) => {
    const rows = await tx
      .selectFrom('connect_sessions')
      .select(['organization_id', 'workspace_id', 'session_id'])
      .where('ended_at', '<', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
      .orderBy('ended_at')
      .limit(CHUNK)
      .execute()
    await deleteRows(tx, 'connect_sessions', ['organization_id', 'workspace_id', 'session_id'], rows)
    return rows.length === CHUNK
  })
}
