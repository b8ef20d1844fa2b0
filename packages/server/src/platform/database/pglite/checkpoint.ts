import { sql } from 'kysely'
import { type Database, withConnection } from '#platform/database/roles/confine'

/** About 0.2 s of recovery after a kill. */
const LOG_BYTES = 32 * 1_048_576

/**
 * Makes a checkpoint of an embedded database once its log of transactions has grown by 32 MiB. Postgres does so
 * by itself; PGlite has no process for it, so its log would grow for as long as the server runs, and be read
 * from its beginning after a kill.
 */
export async function checkpointWhenDue(database: Database): Promise<void> {
  if (database.engine !== 'pglite') return
  await withConnection(database, 'superuser', async (connection) => {
    const { rows } = await sql<{ bytes: number }>`
      select (pg_current_wal_insert_lsn() - redo_lsn)::float8 as bytes from pg_control_checkpoint()
    `.execute(connection)
    if ((rows[0]?.bytes ?? 0) >= LOG_BYTES) await sql`checkpoint`.execute(connection)
  })
}
