import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { MigrationConnection } from './migrate.ts'

/** A connection with the rights of the login that migrates. It serves no request. */
export interface OwnerConnection extends MigrationConnection {
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000

/** Connects to Postgres as the login that migrates. @throws Error when it is older than 15. */
export async function connectOwner(url: string): Promise<OwnerConnection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'bulkhead operator',
    keepAlive: true,
  })
  // Without a listener a connection that the server ends would end us; the query under way rejects as well.
  client.on('error', () => {})
  await client.connect()
  const version = Number((await client.query('show server_version_num')).rows[0].server_version_num)
  if (version < 150_000) {
    await client.end()
    throw new Error(`Postgres 15 or newer is needed; this one is ${Math.floor(version / 10_000)}.`)
  }
  return {
    query: async (sql, parameters) => (await client.query(sql, parameters)).rows,
    script: (sql) => client.query(sql),
    close: () => client.end(),
  }
}

/** The one session of a PGlite, before anything confines it. */
export function ownerOfPGlite(pglite: PGlite): OwnerConnection {
  return {
    query: async (sql, parameters) => (await pglite.query<never>(sql, parameters)).rows,
    script: (sql) => pglite.exec(sql),
    close: () => pglite.close(),
  }
}
