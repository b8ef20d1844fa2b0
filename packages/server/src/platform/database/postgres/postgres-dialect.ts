import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type PostgresPoolClient,
  type TransactionSettings,
} from 'kysely'
import type { PoolClient } from 'pg'
import { preparedName } from '#platform/database/prepared-names'
import type { Access } from '#platform/database/roles/access'
import { unreachable } from '#platform/database/schema/sqlstate'
import { endConnection, isWorn } from './server-client.ts'

/** State of a transaction that is about to begin. */
interface Opening {
  readonly statements: string
  readonly access: Access
  /** Why it did not begin. What is sent after it fails too, and says less. */
  failure?: unknown
  /** Its connection, once there is one. */
  client?: PoolClient
  /** Its time is up. */
  isLate?: true
}

const openings = new AsyncLocalStorage<Opening>()

/**
 * Runs `work` so that a transaction in it begins with these statements, `begin` included, without a round trip of
 * their own: they are sent together with the first statement of the work. They take no parameters, so every value in
 * them is a literal.
 *
 * @param deadlineMs If it takes longer, its connection is ended: the server of it may be gone, and would never say so.
 */
export async function beginWith<T>(
  statements: string,
  access: Access,
  work: () => Promise<T>,
  deadlineMs?: number,
): Promise<T> {
  const opening: Opening = { statements, access }
  const late =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          opening.isLate = true
          if (opening.client !== undefined) endConnection(opening.client, unreachable())
        }, deadlineMs)
  try {
    return await openings.run(opening, work)
  } catch (error) {
    throw opening.failure ?? error
  } finally {
    clearTimeout(late)
  }
}

/**
 * Kysely on Postgres and PGlite, whose transactions begin as {@link beginWith} says, else as Kysely's own do.
 *
 * @param given A pool of {@link pipelined} clients.
 */
export function postgresDialect(given: PostgresPool): Dialect {
  const pool = noting(given)
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new OpeningDriver({ pool }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

/** Notes which connection a transaction was given, and gives back none that is worn. */
function noting(pool: PostgresPool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = (await pool.connect()) as PoolClient
      const opening = openings.getStore()
      if (opening?.isLate) {
        client.release()
        throw unreachable()
      }
      if (opening !== undefined) opening.client = client
      // The pool makes it at each turn.
      const { release } = client
      client.release = (error) => release(error || isWorn(client))
      return client as PostgresPoolClient
    },
  }
}

/** A client that somebody has of a pool already, as a pool. */
export function singleClientPool(client: PoolClient): PostgresPool {
  const lent = { query: client.query.bind(client), release: () => {} } as PostgresPoolClient
  return { connect: async () => lent, end: async () => {}, options: {} }
}

/** For clients that send without waiting for the answers to what they sent before. */
export const pipelined = { pipeline: true } as const

/** Has the database keep the plans of prepared statements on this connection. */
export function usePreparedStatements(client: PoolClient): void {
  const query = client.query.bind(client) as (...sent: unknown[]) => unknown
  const named = (sent: unknown, ...rest: unknown[]) => {
    const name = typeof sent === 'string' ? preparedName(sent) : undefined
    return name === undefined ? query(sent, ...rest) : query({ name, text: sent, values: rest[0] })
  }
  client.query = named as typeof client.query
}

/** Access of a transaction, by its connection. */
const accessByConnection = new WeakMap<DatabaseConnection, Access>()

class OpeningDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    const opening = openings.getStore()
    if (opening === undefined) return super.beginTransaction(connection, settings)
    accessByConnection.set(connection, opening.access)
    // Without it what comes next runs as a role that may do nothing.
    connection.executeQuery(CompiledQuery.raw(opening.statements)).catch((error: unknown) => {
      opening.failure = error
    })
  }

  override async commitTransaction(connection: DatabaseConnection) {
    const committed = super.commitTransaction(connection)
    // What was read is read. The next user of the connection gets its response after this.
    if (accessByConnection.get(connection) === 'read only') committed.catch(() => {})
    else await committed
  }

  override async releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]) {
    accessByConnection.delete(connection)
    return super.releaseConnection(connection)
  }
}
