import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type TransactionSettings,
} from 'kysely'

/** The statements that the transaction about to begin begins with. */
const openings = new AsyncLocalStorage<string>()

/**
 * Runs `work` so that a transaction in it begins with these statements, `begin` included, sent as one packet: a
 * round trip instead of one per statement. They take no parameters, so every value in them is a literal.
 */
export function openingWith<T>(statements: string, work: () => Promise<T>): Promise<T> {
  return openings.run(statements, work)
}

/** Kysely on Postgres, whose transactions begin as {@link openingWith} says, else as Kysely's own do. */
export function postgresDialect(pool: PostgresPool): Dialect {
  const dialect = new PostgresDialect({ pool })
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => new OpeningDriver({ pool }),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  }
}

class OpeningDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings) {
    const statements = openings.getStore()
    if (statements === undefined) return super.beginTransaction(connection, settings)
    try {
      await connection.executeQuery(CompiledQuery.raw(statements))
    } catch (error) {
      // Kysely ends no transaction that failed to begin, and `begin` itself may have succeeded.
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => {})
      throw error
    }
  }
}
