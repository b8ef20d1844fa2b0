import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, type PostgresPool } from 'kysely'
import pg from 'pg'
import { registerBackupRole } from '#platform/database/roles/as-backup-role'
import { confinedDatabase, type Database } from '#platform/database/roles/confine'
import { unreachable } from '#platform/database/schema/sqlstate'
import type { Schema } from '#platform/database/schema/tables'
import type { Log } from '#platform/log'
import { followPostgres } from './follow-postgres.ts'
import { preparePostgres } from './migrate-postgres.ts'
import { connectOwner } from './owner-connection.ts'
import { watchPool } from './pool-watch.ts'
import { beginWith, pipelined, postgresDialect, usePreparedStatements } from './postgres-dialect.ts'
import { primaryPool } from './primary-pool.ts'
import { endConnection, receivedBytes, ServerClient } from './server-client.ts'
import { connectionOptions, SESSION_SETTINGS } from './session-settings.ts'
import { createTurns } from './turns.ts'

/** Connection settings for Postgres 15 or newer. */
export interface PostgresOptions {
  /**
   * URL with the runtime login, which is NOINHERIT and owns nothing. May lead to a pooler in transaction mode if
   * `directUrl` is set.
   */
  url: string
  /**
   * URL with the same login, straight to Postgres. It is used for work that needs a session: notifications, migrations,
   * a vacuum.
   */
  directUrl?: string
  /** URL with a login that may create roles and a schema; see {@link preparePostgres}. */
  ownerUrl?: string
  log: Log
  /** Number of connections for transactions of this process. Default {@link POOL_SIZE}. */
  poolSize?: number
}

export const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5_000
/** Time in which connections can close normally. */
const FAREWELL_MS = 1_000
/** Time limit of the query that asks whether the pool's connections work. */
const ASK_WITHIN_MS = 2_000
/** Time limit of a command on a connection of its own, such as a vacuum. */
const LENT_STATEMENT_MS = 600_000

/**
 * Prepares the schema and opens a pool. Each of its connections begins as `bulkhead_nobody`; through a pooler, as the
 * login, which has no rights either.
 *
 * @throws Error if Postgres is older than 15, or if the schema differs from this code's and this login may not
 *   migrate it.
 */
export async function openPostgres({
  url,
  directUrl,
  ownerUrl,
  log,
  poolSize = POOL_SIZE,
}: PostgresOptions): Promise<Database> {
  await preparePostgres({ url, directUrl, ownerUrl }, log)
  const clients = new Set<ServerClient>()
  let givenUp = false
  class Client extends ServerClient {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      clients.add(this)
      this.once('end', () => clients.delete(this))
      if (givenUp) process.nextTick(endConnection, this, unreachable())
    }
  }
  const connection: pg.ClientConfig = {
    connectionString: directUrl ?? url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'bulkhead',
    keepAlive: true,
    // Set in the start-up packet, so that no connection ever has the login's own rights.
    options: connectionOptions('bulkhead_nobody'),
  }
  // A pooler rejects such options, and gives each transaction any free connection. So each transaction sets them
  // itself.
  const pooledConnection =
    directUrl === undefined ? connection : { ...connection, connectionString: url, options: undefined }
  const pool = new pg.Pool({ ...pooledConnection, ...pipelined, Client, max: poolSize })
  // The pool replaces a connection that Postgres ends. Without a listener its error ends this process: the pool
  // listens only while the connection is idle, the client also while it is in use.
  const lost = (error: Error) =>
    log.warn({ code: (error as { code?: string }).code }, 'database connection lost')
  pool.on('error', lost)
  const pooled = new Set<pg.PoolClient>()
  pool.on('connect', (client) => {
    pooled.add(client)
    client.on('error', lost)
    client.once('end', () => pooled.delete(client))
    usePreparedStatements(client)
  })
  const primary = primaryPool(pool)
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(primary) })
  const turns = createTurns(poolSize)
  const watch = watchPool(() => askWithin(ASK_WITHIN_MS, primary), turns, log)
  const endAll = (some: Iterable<pg.ClientBase>) => {
    for (const client of some) endConnection(client, unreachable())
  }
  const database = confinedDatabase({
    engine: 'postgres',
    kysely,
    async beginWith(...transaction) {
      const result = await beginWith(...transaction)
      watch.succeeded()
      return result
    },
    turns,
    hasPoolFailed: watch.hasFailed,
    ...(directUrl !== undefined && { transactionSettings: SESSION_SETTINGS }),
    purpose: { lane: 'requests', name: 'callers' },
    follow: (channels) =>
      followPostgres({
        ...{ connection, Client, channels },
        dropPool: () => endAll(pooled),
        markPool() {
          const received = [...pooled].map((client) => [client, receivedBytes(client)] as const)
          return () =>
            endAll(received.flatMap(([client, bytes]) => (receivedBytes(client) === bytes ? client : [])))
        },
      }),
    async lend(role, work) {
      const options = `${connectionOptions(role)} -c statement_timeout=${LENT_STATEMENT_MS}`
      const client = new Client({
        ...connection,
        ...pipelined,
        options,
        application_name: 'bulkhead command',
      })
      client.on('error', lost)
      await client.connect()
      try {
        return await work(client as pg.Client as pg.PoolClient)
      } finally {
        await client.end().catch(() => {})
      }
    },
    giveUp() {
      givenUp = true
      endAll(clients)
    },
    async close() {
      watch.close()
      await kysely.destroy()
      // A server that does not respond does not close its connections either, and its sockets would keep this process
      // alive.
      for (const end = Date.now() + FAREWELL_MS; clients.size > 0 && Date.now() < end; ) await sleep(10)
      endAll(clients)
    },
  })
  registerBackupRole(database, async (work) => {
    const owner = await connectOwner(ownerUrl ?? directUrl ?? url)
    try {
      return await work(owner)
    } finally {
      await owner.close()
    }
  })
  return database
}

/** Sends a query over a connection of the pool. @throws Error if there is no response in time. */
async function askWithin(mostMs: number, pool: PostgresPool): Promise<void> {
  const connecting = pool.connect() as Promise<pg.PoolClient>
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    late.reject(unreachable())
    // Without a connection by then, the one that comes is returned.
    connecting.then((client) => endConnection(client, unreachable())).catch(() => {})
  }, mostMs)
  try {
    await Promise.race([ask(connecting), late.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function ask(connecting: Promise<pg.PoolClient>): Promise<void> {
  const client = await connecting
  try {
    await client.query('select 1')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}
