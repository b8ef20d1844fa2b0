import { Kysely } from 'kysely'
import pg from 'pg'
import { offerArchivist } from '#platform/database/roles/as-archivist'
import { confinedDatabase, type Database } from '#platform/database/roles/confine'
import { migrate } from '#platform/database/schema/migrate'
import type { Schema } from '#platform/database/schema/tables'
import type { Log } from '#platform/log'
import { listenPostgres } from './listen-postgres.ts'
import { connectOr, connectOwner } from './owner-connection.ts'
import { keepPlans, openingWith, pipelined, postgresDialect } from './postgres-dialect.ts'

/** How to reach Postgres 15 or newer. */
export interface PostgresOptions {
  /** The runtime login: NOINHERIT, owns nothing. */
  url: string
  /** A login that may create roles and a schema; without it the runtime login migrates. */
  ownerUrl?: string
  log: Log
  /** Connections of this process. Default 10. */
  poolSize?: number
}

/**
 * Migrates as the owner, then opens a pool whose every connection begins as `bulkhead_nobody`.
 *
 * @throws Error when Postgres is older than 15 or the schema newer than this code.
 */
export async function openPostgres({
  url,
  ownerUrl,
  log,
  poolSize = 10,
}: PostgresOptions): Promise<Database> {
  await migratePostgres(url, ownerUrl, log)
  const connection: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'bulkhead',
    // In the start-up packet, so that no connection ever exists in the login's own rights.
    options: '-c role=bulkhead_nobody -c search_path=bulkhead',
  }
  const pool = new pg.Pool({
    ...connection,
    ...pipelined,
    max: poolSize,
    idle_in_transaction_session_timeout: 30_000,
    statement_timeout: 30_000,
    // A network that swallows packets must not hold a request for ever.
    query_timeout: 35_000,
    keepAlive: true,
  })
  // A connection that Postgres ends is replaced by the pool. Its error has to be listened to, or it ends this
  // process: the pool listens only while the connection is idle, the client also while it is in use.
  const lost = (error: Error) =>
    log.warn({ code: (error as { code?: string }).code }, 'database connection lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  pool.on('connect', keepPlans)
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) })
  const database = confinedDatabase({
    engine: 'postgres',
    kysely,
    pool,
    openingWith,
    listen: (channel, notified) => listenPostgres(connection, channel, notified),
    close: () => kysely.destroy(),
  })
  offerArchivist(database, async (work) => {
    const owner = await connectOwner(ownerUrl ?? url)
    try {
      return await work(owner)
    } finally {
      await owner.close()
    }
  })
  return database
}

async function migratePostgres(url: string, ownerUrl: string | undefined, log: Log): Promise<void> {
  const owner = await connectOwner(
    ownerUrl ?? url,
    ownerUrl === undefined ? 'BULKHEAD_DATABASE_URL' : 'BULKHEAD_DATABASE_OWNER_URL',
  )
  try {
    await migrate(owner, ownerUrl === undefined ? {} : { runtimeLogin: await loginOf(url) })
    if (ownerUrl === undefined) {
      log.warn(
        'BULKHEAD_DATABASE_OWNER_URL is not set: the runtime login owns the tables and migrates. See docs/architecture.md.',
      )
    }
  } finally {
    await owner.close()
  }
}

async function loginOf(url: string): Promise<string> {
  const client = newClient(url)
  await connectOr(client, 'BULKHEAD_DATABASE_URL')
  try {
    const { rows } = await client.query(
      'select rolname, rolsuper, rolbypassrls, rolinherit from pg_roles where rolname = session_user',
    )
    const { rolname, rolsuper, rolbypassrls, rolinherit } = rows[0]
    if (rolsuper || rolbypassrls || rolinherit) {
      throw new Error(
        `The runtime login "${rolname}" must be NOSUPERUSER, NOBYPASSRLS and NOINHERIT. Run as its administrator: alter role "${rolname}" nosuperuser nobypassrls noinherit`,
      )
    }
    return rolname
  } finally {
    await client.end()
  }
}

/** A connection whose loss fails the query under way and nothing else. */
function newClient(url: string): pg.Client {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  return client
}
