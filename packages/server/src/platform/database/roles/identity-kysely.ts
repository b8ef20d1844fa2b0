import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import { asIdentity } from './as-identity.ts'
import type { ConfinedTransaction, Database } from './confine.ts'

/** Value thrown to roll a transaction back on purpose. */
const ROLLED_BACK = Symbol('rolled back')

/**
 * Returns a Kysely for a library that brings its own queries. Each query and each transaction runs confined as
 * `bulkhead_identity`. Only `people/` imports this.
 */
export function identityKysely(database: Database): Kysely<unknown> {
  return new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new IdentityDriver(database),
      createIntrospector: (kysely: Kysely<unknown>) => new PostgresIntrospector(kysely),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

class IdentityDriver implements Driver {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async init() {}

  async acquireConnection() {
    return new IdentityConnection(this.#database)
  }

  async beginTransaction(connection: DatabaseConnection) {
    await (connection as IdentityConnection).begin()
  }

  async commitTransaction(connection: DatabaseConnection) {
    await (connection as IdentityConnection).commit()
  }

  async rollbackTransaction(connection: DatabaseConnection) {
    await (connection as IdentityConnection).rollback()
  }

  async releaseConnection() {}

  async destroy() {}
}

/** Connection that holds no database connection between queries: each confined transaction takes one. */
class IdentityConnection implements DatabaseConnection {
  readonly #database: Database
  #open:
    | {
        tx: ConfinedTransaction
        end: { resolve(): void; reject(reason: unknown): void }
        ended: Promise<void>
      }
    | undefined

  constructor(database: Database) {
    this.#database = database
  }

  async executeQuery<R>(query: CompiledQuery) {
    const run = (tx: ConfinedTransaction) => tx.executeQuery<R>(query as CompiledQuery<R>)
    if (this.#open !== undefined) return run(this.#open.tx)
    const access = query.query.kind === 'SelectQueryNode' ? 'read only' : 'read write'
    return asIdentity(this.#database, access, run)
  }

  async begin() {
    const began = Promise.withResolvers<ConfinedTransaction>()
    const end = Promise.withResolvers<void>()
    const ended = asIdentity(this.#database, 'read write', (tx) => {
      began.resolve(tx)
      return end.promise
    })
    ended.catch(began.reject)
    this.#open = { tx: await began.promise, end, ended }
  }

  async commit() {
    const { end, ended } = this.#take()
    end.resolve()
    await ended
  }

  async rollback() {
    const { end, ended } = this.#take()
    end.reject(ROLLED_BACK)
    await ended.catch((error: unknown) => {
      if (error !== ROLLED_BACK) throw error
    })
  }

  #take() {
    const open = this.#open
    if (open === undefined) throw new Error('No transaction is open.')
    this.#open = undefined
    return open
  }

  // biome-ignore lint/correctness/useYield: it refuses
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('Nothing of people is streamed.')
  }
}
