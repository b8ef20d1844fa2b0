import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { Store } from './engines.ts'

/** Query as the superuser, whom no policy restricts. */
export type AdminQuery = (sql: string) => Promise<Record<string, unknown>[]>

/**
 * Runs `work` with queries to a store as its superuser. No server may use an embedded store at the same time: two
 * processes on one directory damage it.
 */
export async function withAdmin<T>(store: Store, work: (query: AdminQuery) => Promise<T>): Promise<T> {
  if (store.postgres !== undefined) {
    const client = new pg.Client({ connectionString: store.postgres.adminUrl })
    await client.connect()
    try {
      return await work(async (sql) => (await client.query(sql)).rows)
    } finally {
      await client.end()
    }
  }
  const pglite = await PGlite.create(join(store.environment.BULKHEAD_DATA_DIR ?? '', 'database'))
  try {
    return await work(async (sql) => (await pglite.query<Record<string, unknown>>(sql)).rows)
  } finally {
    await pglite.close()
  }
}
