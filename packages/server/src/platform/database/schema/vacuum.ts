import { sql } from 'kysely'
import { type Database, withConnection } from '../roles/confine.ts'

/**
 * Removes deleted data keys and credentials from the disk, as far as the engine allows. A sealed credential without its
 * data key cannot be opened; it is vacuumed only to free space.
 */
export function vacuumDeleted(database: Database): Promise<void> {
  return database.engine === 'pglite' ? eraseEmbedded(database) : vacuumPostgres(database)
}

/**
 * Removes deleted data keys and credentials from the data directory completely. Plain `vacuum` would leave the bytes of
 * the newest row in the unused part of its page. So the small table of keys is rewritten (0.3 s with 100,000
 * workspaces), and the write-ahead log that held them is closed and deleted.
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
 * Vacuums the tables, which stay usable in the meantime. Deleted bytes may stay in the unused part of a page until a
 * row is written there, and in the write-ahead log until Postgres recycles it. Before Postgres 17, a role may not
 * vacuum a table that it does not own. Postgres then warns, and the next autovacuum takes `workspace_keys` for a single
 * deleted row.
 */
function vacuumPostgres(database: Database): Promise<void> {
  return withConnection(database, 'bulkhead_operator', async (connection) => {
    await sql`vacuum workspace_keys, connector_credentials`.execute(connection)
  })
}
