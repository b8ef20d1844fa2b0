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

/**
 * Kysely on PGlite, one transaction at a time. Kysely's own PGlite driver keeps the transaction on the one
 * connection that all callers share, so two transactions begun together end each other; this one hands the
 * connection to one caller until it is given back.
 */
export function pgliteDialect(pglite: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PGliteDriver(pglite),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class PGliteDriver implements Driver {
  readonly #connection: DatabaseConnection
  readonly #pglite: PGlite
  #turn: Promise<void> = Promise.resolve()
  #release: () => void = () => {}
  /** Whether a statement has failed since the transaction began. */
  #failed = false

  constructor(pglite: PGlite) {
    this.#pglite = pglite
    this.#connection = {
      executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
        try {
          const { rows, affectedRows } = await pglite.query<R>(sql, [...parameters])
          return { rows, ...(affectedRows !== undefined && { numAffectedRows: BigInt(affectedRows) }) }
        } catch (error) {
          this.#failed = true
          throw error
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
    if (!this.#pglite.closed) await this.#pglite.close()
  }
}
