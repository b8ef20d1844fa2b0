import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { MigrationConnection } from '../schema/migration-connection.ts'
import { findPooling, isPooled, OWNER_CONNECT_TIMEOUT_MS } from './find-pooling.ts'

/** Database that speaks the protocol of Postgres without its guarantees. */
interface ForeignEngine {
  readonly name: string
  /** Feature that Bulkhead needs and the engine lacks. */
  readonly lacks: string
}

const BY_VERSION: readonly (ForeignEngine & { readonly pattern: RegExp })[] = [
  {
    pattern: /cockroach/i,
    name: 'CockroachDB',
    lacks: 'its advisory locks lock nothing, and it has no LISTEN',
  },
  {
    pattern: /-YB-|yugabyte/i,
    name: 'YugabyteDB',
    lacks: 'its transaction ids have no order across nodes, so revocations would be missed',
  },
  { pattern: /redshift/i, name: 'Amazon Redshift', lacks: 'it has neither LISTEN nor advisory locks' },
]

const DSQL: ForeignEngine = {
  name: 'Aurora DSQL',
  lacks: 'it has no advisory locks, no LISTEN, no foreign keys and no row security',
}

/** Connection with the rights of the migrating login. It serves no request. */
export interface OwnerConnection extends MigrationConnection {
  close(): Promise<void>
}

/**
 * Connects to Postgres as the migrating login.
 *
 * @param setting Name of the setting that holds the URL, for the error message.
 * @throws Error if Postgres cannot be reached, is older than 15, is another engine, or is behind a pooler in
 *   transaction mode.
 */
export async function connectOwner(url: string, setting?: string): Promise<OwnerConnection> {
  return getOwnerConnection(await connectDirect(url, setting))
}

/** Returns the interface of {@link connectOwner} for an existing connection. */
export function getOwnerConnection(client: pg.Client): OwnerConnection {
  return {
    query: async (sql, parameters) => (await client.query(sql, parameters)).rows,
    script: (sql) => client.query(sql),
    close: () => client.end(),
  }
}

/**
 * Connects straight to Postgres, so that one session lasts from beginning to end.
 *
 * @throws Error as {@link connectOwner} does.
 */
export async function connectDirect(url: string, setting?: string): Promise<pg.Client> {
  const client = await connectPostgres(url, setting)
  try {
    if (!(await isPooled(client)) || (await findPooling(url)) !== 'transaction') return client
    const remedy =
      setting === 'BULKHEAD_DATABASE_URL'
        ? 'Set BULKHEAD_DATABASE_DIRECT_URL to Postgres itself, with the same login.'
        : 'Name Postgres itself.'
    throw new Error(
      `${describeAddress(client, setting)} is a pooler in transaction mode, where migrations and notifications do not work. ${remedy}`,
    )
  } catch (error) {
    await client.end()
    throw error
  }
}

/**
 * Connects, possibly through a pooler.
 *
 * @throws Error if Postgres cannot be reached, is older than 15 or is another engine, or if the encoding of the database
 *   is not UTF8.
 */
export async function connectPostgres(url: string, setting?: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: OWNER_CONNECT_TIMEOUT_MS,
    application_name: 'bulkhead operator',
    keepAlive: true,
  })
  // Without a listener, a connection that the server ends would end this process. The query in progress rejects as
  // well.
  client.on('error', () => {})
  await connectOr(client, setting)
  const { rows } = await client.query<{ number: string; text: string; encoding: string }>(
    `select current_setting('server_version_num') as number, version() as text,
       current_setting('server_encoding') as encoding`,
  )
  const version = Number(rows[0]?.number)
  const foreign = findForeignEngine(rows[0]?.text ?? '', client.host)
  const encoding = rows[0]?.encoding
  if (foreign === undefined && version >= 150_000 && encoding === 'UTF8') return client
  await client.end()
  if (foreign === undefined && version >= 150_000)
    throw new Error(
      `The database at ${describeAddress(client, setting)} has the encoding ${encoding}, and Bulkhead needs UTF8. Create another one: create database bulkhead encoding 'UTF8' template template0`,
    )
  throw new Error(
    foreign === undefined
      ? `Postgres 15 or newer is needed; this one is ${Math.floor(version / 10_000)}.`
      : `${describeAddress(client, setting)} is ${foreign.name}, which Bulkhead does not support: ${foreign.lacks}. Use Postgres 15 or newer.`,
  )
}

/** Connects. @throws Error that names the address and the setting that holds it, without the password. */
async function connectOr(client: pg.Client, setting: string | undefined): Promise<void> {
  try {
    await client.connect()
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException
    // If several addresses were tried, the error has no message.
    throw new Error(`${describeAddress(client, setting)} cannot be connected to: ${message || code}`, {
      cause,
    })
  }
}

function describeAddress({ host, port }: pg.Client, setting: string | undefined): string {
  return `Postgres at ${host}:${port}${setting === undefined ? '' : ` (${setting})`}`
}

/** Returns the only session of a PGlite instance, before it is confined. */
export function ownerOfPGlite(pglite: PGlite): OwnerConnection {
  return {
    query: async (sql, parameters) => (await pglite.query<never>(sql, parameters)).rows,
    script: (sql) => pglite.exec(sql),
    close: () => pglite.close(),
  }
}

/**
 * Returns the engine of a database if it is not Postgres.
 *
 * @param version Result of `version()`.
 * @param host Host of the connection.
 */
export function findForeignEngine(version: string, host: string): ForeignEngine | undefined {
  if (/\.dsql[.-]/i.test(host)) return DSQL
  return BY_VERSION.find(({ pattern }) => pattern.test(version))
}
