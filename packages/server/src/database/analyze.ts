import { sql } from 'kysely'
import { type Database, withConnection } from './confine.ts'

/**
 * Counts what is in one table of an embedded database, for whoever plans its queries, if a tenth of it has changed
 * since or it never was. Postgres has a daemon that does; with PGlite a table that has grown would be searched as if it
 * were small, and to find one of 100,000 workspaces by name took seven times as long. Takes 10 ms or so.
 *
 * @returns Whether there was such a table, so that there may be others.
 */
export async function analyzeWhenDue(database: Database): Promise<boolean> {
  if (database.engine !== 'pglite') return false
  return withConnection(database, 'superuser', async (connection) => {
    // The condition is that of Postgres's own daemon. What has changed is forgotten when a process is killed.
    const { rows } = await sql<{ name: string }>`
      select s.relname as name from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where schemaname = 'bulkhead' and (
        n_mod_since_analyze > 50 + 0.1 * greatest(c.reltuples, 0)
        or (c.reltuples < 0 and pg_relation_size(c.oid) > 0))
      order by n_mod_since_analyze desc limit 1`.execute(connection)
    const [due] = rows
    if (due === undefined) return false
    await sql`analyze ${sql.id('bulkhead', due.name)}`.execute(connection)
    return true
  })
}
