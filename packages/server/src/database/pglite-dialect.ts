import { BulkheadError } from '@bulkhead/contract/errors'
import type { PGlite } from '@electric-sql/pglite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import { PGliteDied } from './surface-panics.ts'

/**
 * Kysely on PGlite, one transaction at a time. Kysely's own PGlite driver keeps the transaction on the one
 * connection that all callers share, so two transactions begun together end each other; this one hands the
 * connection to one caller until it is given back.
 *
 * @param onDeath Called when PGlite has died; from then on every query is `unavailable`.
 */
export function pgliteDialect(pglite: PGlite, onDeath: (error: Error) => void = () => {}): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PGliteDriver(pglite, onDeath),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class PGliteDriver implements Driver {
  readonly #connection: DatabaseConnection
  readonly #pglite: PGlite
  #turn: Promise<void> = Promise.resolve()
  #release: () => void = () => {}
  #death: Error | undefined
  /** Whether a statement has failed since the transaction began. */
  #failed = false

  constructor(pglite: PGlite, onDeath: (error: Error) => void) {
    this.#pglite = pglite
    this.#connection = {
      executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
        if (this.#death !== undefined) throw stopped(this.#death)
        try {
          const { rows, affectedRows } = await pglite.query<R>(sql, [...parameters])
          return { rows, ...(affectedRows !== undefined && { numAffectedRows: BigInt(affectedRows) }) }
        } catch (error) {
          this.#failed = true
          if (!isFatal(error)) throw error
          this.#death = error
          onDeath(error)
          throw stopped(error)
        }
      },
      streamQuery() {
        throw new Error('PGlite does not stream.')
      },
    }
  }

  async init() {
    await this.#pglite.waitReady
  }

  async acquireConnection() {
    const before = this.#turn
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = promise
    await before
    this.#release = resolve
    return this.#connection
  }

  async releaseConnection() {
    this.#release()
  }

  async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin'))
    this.#failed = false
  }

  async commitTransaction(connection: DatabaseConnection) {
    // The commit of a failed transaction is a rollback and no error, which PGlite does not tell apart; any
    // other query raises in one.
    if (this.#failed) await connection.executeQuery(CompiledQuery.raw('select'))
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy() {
    if (this.#death === undefined && !this.#pglite.closed) await this.#pglite.close()
  }
}

/** True for an error after which PGlite must not be called again: the next call would not return. */
function isFatal(error: unknown): error is Error {
  const { severity } = (error ?? {}) as { severity?: unknown }
  return error instanceof PGliteDied || severity === 'PANIC' || severity === 'FATAL'
}

function stopped(cause: Error): BulkheadError {
  return new BulkheadError('unavailable', 'The database has stopped. Try again in a few seconds.', {
    cause,
    retryAfter: 5,
  })
}
