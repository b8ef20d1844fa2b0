import { sql } from 'kysely'
import { type Database, withConnection } from '#platform/database/roles/confine'

/**
 * Counts what is in one table of an embedded database, for the query planner, if it has grown or shrunk by a tenth
 * since or it never was; cached plans are made again then. Postgres has a daemon that does. With PGlite a table that
 * has grown would be searched as if it were small: to read a connection among 20,000 took 80 ms, and takes 0.6. Takes 40 ms
 * or so.
 *
 * @returns Whether there was such a table, so that there may be others.
 */
export async function analyzeWhenDue(database: Database): Promise<boolean> {
  if (database.engine !== 'pglite') return false
  return withConnection(database, 'superuser', async (connection) => {
    // By size, for what the engine counts of changes is lost when a process is killed. A table of a few pages is searched
    // as fast in any way.
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class, lateral (select pg_relation_size(oid) / 8192 as pages)
      where relnamespace = 'bulkhead'::regnamespace and relkind = 'r'
        and (abs(pages - relpages) > 4 + 0.1 * relpages or (reltuples < 0 and pages > 0))
      order by pages desc limit 1`.execute(connection)
    const [due] = rows
    if (due === undefined) return false
    await sql`analyze ${sql.id('bulkhead', due.name)}`.execute(connection)
    return true
  })
}
