import { join } from 'node:path'
import type { Store } from '@bulkhead/testing/engines'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'

/** Every table of a store, its name with its schema → its rows as JSON text, bytes in hex. */
export type Tables = ReadonlyMap<string, readonly string[]>

type Query = (sql: string) => Promise<Record<string, unknown>[]>

/** Reads every table as a superuser. A server over an embedded store must be closed first. */
export async function readTables(store: Store): Promise<Tables> {
  if (store.postgres !== undefined) {
    const client = new pg.Client({ connectionString: store.postgres.adminUrl })
    await client.connect()
    try {
      return await dump(async (sql) => (await client.query(sql)).rows)
    } finally {
      await client.end()
    }
  }
  const database = await PGlite.create(join(store.environment.BULKHEAD_DATA_DIR ?? '', 'database'))
  try {
    return await dump(async (sql) => (await database.query<Record<string, unknown>>(sql)).rows)
  } finally {
    await database.close()
  }
}

async function dump(query: Query): Promise<Tables> {
  const tables = await query(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
       -- The rows of partitions are those of their table.
       and not exists (select from pg_inherits where inhrelid = format('%I.%I', table_schema, table_name)::regclass)`,
  )
  const found = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const rows = await query(`select to_jsonb(t)::text as row from ${name} t`)
    found.set(
      String(name),
      rows.map(({ row }) => String(row)),
    )
  }
  return found
}

/** Counts the rows of each table. */
export function countRows(tables: Tables): Record<string, number> {
  return Object.fromEntries([...tables].map(([name, rows]) => [name, rows.length]))
}
