import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely, type PostgresPool } from 'kysely'
import pg from 'pg'
import type { Log } from '#platform/log'
import { LANES } from '../lanes.ts'
import { registerBackupRole } from '../roles/as-backup-role.ts'
import { type Channels, confinedDatabase, type Database, type Following } from '../roles/confine.ts'
import { unavailable, unreachable } from '../schema/sqlstate.ts'
import type { Schema } from '../schema/tables.ts'
import { preparePostgres } from './migrate-postgres.ts'
import { connectOwner } from './owner-connection.ts'
import { beginWith, pipelined, postgresDialect, usePreparedStatements } from './postgres-dialect.ts'
import { endConnection, isStandby, receivedBytes, ServerClient } from './server-client.ts'
import { connectionOptions, SESSION_SETTINGS } from './session-settings.ts'
import { createTurns, type Turns } from './turns.ts'

/** Options of a {@link Following}. */
interface FollowingOptions extends Pick<Following, 'dropPool' | 'markPool'> {
  readonly connection: pg.ClientConfig
  readonly Client: typeof ServerClient
  readonly channels: Channels
}

const LOOK_EVERY_MS = 1_000
/** Number of failures in a row after which the pool counts as failed. */
const FAILURES = 2

/** State of the connections that requests use. A pooler may be down while Postgres itself responds. */
interface PoolWatch {
  /** Notes that a transaction of the pool ended well. */
  succeeded(): void
  /** Returns whether the last queries failed, one after the other. */
  hasFailed(): boolean
  close(): void
}

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

/**
 * Wraps a pool so that it gives out no connection to a standby. A standby is behind, so the rights that it shows may
 * have ended.
 *
 * `connect` throws BulkheadError `unavailable`, whatever the reason.
 */
function primaryPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw unreachable(error)
      })
      if (!isStandby(client)) return client
      client.release(true)
      throw unavailable('The database is a standby and not in use. Try again in a few seconds.', undefined, 5)
    },
  }
}

/**
 * Watches the pool. If no transaction ended well within the last second, it sends one query. So a pool in use is not
 * asked.
 *
 * @param ask Sends a query over a connection of the pool.
 */
export function watchPool(
  ask: () => Promise<void>,
  turns: Pick<Turns, 'take'>,
  log: Pick<Log, 'warn' | 'info'>,
  { now = () => performance.now(), everyMs = LOOK_EVERY_MS } = {},
): PoolWatch {
  let succeededAt = now()
  let failures = 0
  let isAsking = false

  function succeeded() {
    succeededAt = now()
    if (failures >= FAILURES) log.info('the database responds to requests again')
    failures = 0
  }

  async function look() {
    if (isAsking || now() - succeededAt < everyMs) return
    isAsking = true
    // While transactions hold every connection, their ends tell. So a wait for a connection is no failure.
    const release = await turns.take({ lane: 'feed', name: 'readiness' }).catch(() => undefined)
    try {
      if (release === undefined) return
      await ask()
      succeeded()
    } catch (error) {
      failures += 1
      const { code } = (error ?? {}) as { code?: unknown }
      if (failures === FAILURES) log.warn({ code }, 'the database does not respond to requests')
    } finally {
      release?.()
      isAsking = false
    }
  }

  const looking = setInterval(look, everyMs).unref()
  return { succeeded, hasFailed: () => failures >= FAILURES, close: () => clearInterval(looking) }
}

/** Creates a connection that opens on its first use. It also listens for notifications, which needs no right. */
function followPostgres(options: FollowingOptions): Following {
  let generation = 0
  let current: pg.PoolClient | undefined
  const pool = new pg.Pool({
    ...options.connection,
    ...pipelined,
    application_name: 'bulkhead revocations',
    Client: options.Client,
    max: 1,
    connectionTimeoutMillis: LANES.feed.deadlineMs,
    idleTimeoutMillis: 0,
  })
  // The next transaction notices that the connection is lost. Without a listener an error would end this process.
  const ignored = () => {}
  pool.on('error', ignored)
  pool.on('connect', (client) => {
    generation += 1
    current = client
    client.on('error', ignored)
    client.on('notification', ({ channel, payload = '' }) => options.channels[channel]?.(payload))
    // Not awaited: later statements are sent after it. A standby rejects it.
    for (const channel of Object.keys(options.channels))
      client.query(`listen ${pg.escapeIdentifier(channel)}`).catch(ignored)
  })
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) })
  const close = () => kysely.destroy()
  const renew = () => {
    if (current !== undefined) endConnection(current, unreachable())
  }
  return {
    database: confinedDatabase({
      engine: 'postgres',
      kysely,
      beginWith,
      purpose: { lane: 'feed', name: 'revocations' },
      giveUp: renew,
      close,
    }),
    generation: () => generation,
    renew,
    dropPool: options.dropPool,
    markPool: options.markPool,
    close,
  }
}
