import { Kysely } from 'kysely'
import pg from 'pg'
import { PLANNING } from '#platform/database/planning'
import { offerArchivist } from '#platform/database/roles/as-archivist'
import { confinedDatabase, type Database } from '#platform/database/roles/confine'
import type { Schema } from '#platform/database/schema/tables'
import type { Log } from '#platform/log'
import { listenPostgres } from './listen-postgres.ts'
import { preparePostgres } from './migrate-postgres.ts'
import { connectOwner } from './owner-connection.ts'
import { keepPlans, openingWith, pipelined, postgresDialect } from './postgres-dialect.ts'

/** How to reach Postgres 15 or newer. */
export interface PostgresOptions {
  /** The runtime login: NOINHERIT, owns nothing. */
  url: string
  /** A login that may create roles and a schema; see {@link preparePostgres}. */
  ownerUrl?: string
  log: Log
  /** Connections of this process. Default 10. */
  poolSize?: number
}

/**
 * Prepares the schema, then opens a pool whose every connection begins as `bulkhead_nobody`.
 *
 * @throws Error when Postgres is older than 15, or the schema not that of this code and not to be migrated.
 */
export async function openPostgres({
  url,
  ownerUrl,
  log,
  poolSize = 10,
}: PostgresOptions): Promise<Database> {
  await preparePostgres(url, ownerUrl, log)
  const connection: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'bulkhead',
    // In the start-up packet, so that no connection ever exists in the login's own rights.
    options: optionsOf({ role: 'bulkhead_nobody', search_path: 'bulkhead', ...PLANNING }),
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

/** Settings in the form of a start-up packet. */
function optionsOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ')
}
