import { sql } from 'kysely'
import { type Database, withConnection } from '../roles/confine.ts'

/**
 * Growth of the write-ahead log after which a checkpoint is due. After a kill, recovery of this much takes about 0.2 s.
 */
const LOG_BYTES = 32 * 1_048_576

/**
 * Makes a checkpoint of an embedded database if its write-ahead log has grown by 32 MiB. Postgres has a process that
 * does this, and PGlite has none. Without checkpoints the log would grow as long as the server runs, and be read from
 * its beginning after a kill.
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
