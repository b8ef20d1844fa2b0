import { sql } from 'kysely'
import { type Database, withConnection } from '#platform/database/roles/confine'

/**
 * Takes deleted data keys and credentials from the disk, as far as the engine lets us. A sealed credential
 * without its data key is noise; it is vacuumed for the space it takes.
 */
export function vacuumDeleted(database: Database): Promise<void> {
  return database.engine === 'pglite' ? eraseEmbedded(database) : vacuumPostgres(database)
}

/**
 * Leaves nothing of them in the data directory. Plain `vacuum` would leave the bytes of the newest row in the
 * unused part of its page, so the table of keys, which is small, is rewritten (0.3 s with 100,000
 * workspaces), and the log of transactions that held them is closed and deleted.
 */
function eraseEmbedded(database: Database): Promise<void> {
  return withConnection(database, 'superuser', async (connection) => {
    await sql`vacuum (full) workspace_keys`.execute(connection)
    await sql`vacuum connector_credentials`.execute(connection)
    await sql`select pg_switch_wal()`.execute(connection)
    await sql`checkpoint`.execute(connection)
  })
}

/**
 * The tables stay usable meanwhile. Deleted bytes may stay in the unused part of a page until a row comes
 * there, and in the log of transactions until Postgres recycles it. Before Postgres 17 a role that does not own
 * a table may not vacuum it: Postgres warns, and autovacuum does it, called at once by the table's settings.
 */
function vacuumPostgres(database: Database): Promise<void> {
  return withConnection(database, 'bulkhead_operator', async (connection) => {
    await sql`vacuum workspace_keys, connector_credentials`.execute(connection)
  })
}
