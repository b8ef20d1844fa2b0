import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { MigrationConnection } from '#platform/database/schema/migration-connection'

/** A connection with the rights of the login that migrates. It serves no request. */
export interface OwnerConnection extends MigrationConnection {
  close(): Promise<void>
}

const CONNECT_TIMEOUT_MS = 5_000

/**
 * Connects to Postgres as the login that migrates.
 *
 * @param setting Where the URL is from, for who reads the error.
 * @throws Error when it cannot be reached, or is older than 15.
 */
export async function connectOwner(url: string, setting?: string): Promise<OwnerConnection> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'bulkhead operator',
    keepAlive: true,
  })
  // Without a listener a connection that the server ends would end us; the query under way rejects as well.
  client.on('error', () => {})
  await connectOr(client, setting)
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

/** Connects. @throws Error that says where Postgres was looked for and which setting says so; the password is not in it. */
async function connectOr(client: pg.Client, setting: string | undefined): Promise<void> {
  try {
    await client.connect()
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException
    const where = `Postgres at ${client.host}:${client.port}${setting === undefined ? '' : ` (${setting})`}`
    // Of several addresses that were tried there is no message.
    throw new Error(`${where} cannot be connected to: ${message || code}`, { cause })
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
