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
import { preparedName } from '../prepared-names.ts'
import type { Access } from '../roles/access.ts'
import { unreachable } from '../schema/sqlstate.ts'
import { endConnection, isWorn } from './server-client.ts'

/** State of a transaction that is about to begin. */
interface Beginning {
  readonly statements: string
  readonly access: Access
  /** Error of the opening statements. Later statements of the transaction fail too, with errors that say less. */
  failure?: unknown
  /** Connection of the transaction, once there is one. */
  client?: PoolClient
  /** Set when the deadline has passed. */
  isLate?: true
}

const openings = new AsyncLocalStorage<Beginning>()

/**
 * Runs `work`, whose transaction begins with these statements, `begin` included. They take no extra round trip: they
 * are sent together with the first statement of the work. They have no parameters, so every value in them is a literal.
 *
 * @param deadlineMs Time limit. After it the connection is ended, because its server may be gone and would never
 *   report it.
 */
export async function beginWith<T>(
  statements: string,
  access: Access,
  work: () => Promise<T>,
  deadlineMs?: number,
): Promise<T> {
  const opening: Beginning = { statements, access }
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
 * Creates a Kysely dialect for Postgres and PGlite. Within {@link beginWith} a transaction begins with its statements,
 * and otherwise as Kysely's own does.
 *
 * @param given Pool of {@link pipelined} clients.
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

/** Stores which connection a transaction was given, and does not return a worn connection to the pool. */
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
      // The pool creates `release` each time that it gives out a client.
      const { release } = client
      client.release = (error) => release(error || isWorn(client))
      return client as PostgresPoolClient
    },
  }
}

/** Wraps a client that the caller already took from a pool as a pool. */
export function singleClientPool(client: PoolClient): PostgresPool {
  const lent = { query: client.query.bind(client), release: () => {} } as PostgresPoolClient
  return { connect: async () => lent, end: async () => {}, options: {} }
}

/** Option for clients that send queries before earlier ones have their responses. */
export const pipelined = { pipeline: true } as const

/** Lets the database cache the plans of prepared statements on this connection. */
export function usePreparedStatements(client: PoolClient): void {
  const query = client.query.bind(client) as (...sent: unknown[]) => unknown
  const named = (sent: unknown, ...rest: unknown[]) => {
    const name = typeof sent === 'string' ? preparedName(sent) : undefined
    return name === undefined ? query(sent, ...rest) : query({ name, text: sent, values: rest[0] })
  }
  client.query = named as typeof client.query
}

/** Access of the transaction in progress, by connection. */
const accessByConnection = new WeakMap<DatabaseConnection, Access>()

class OpeningDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    const opening = openings.getStore()
    if (opening === undefined) return super.beginTransaction(connection, settings)
    accessByConnection.set(connection, opening.access)
    // If it fails, the following statements run as a role that may do nothing.
    connection.executeQuery(CompiledQuery.raw(opening.statements)).catch((error: unknown) => {
      opening.failure = error
    })
  }

  override async commitTransaction(connection: DatabaseConnection) {
    const committed = super.commitTransaction(connection)
    // The rows are here already, so a failed commit does not matter. The next user of the connection gets its response
    // after this one.
    if (accessByConnection.get(connection) === 'read only') committed.catch(() => {})
    else await committed
  }

  override async releaseConnection(connection: Parameters<PostgresDriver['releaseConnection']>[0]) {
    accessByConnection.delete(connection)
    return super.releaseConnection(connection)
  }
}
