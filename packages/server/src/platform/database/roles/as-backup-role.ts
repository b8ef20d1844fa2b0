import type { MigrationConnection } from '../schema/migration-connection.ts'
import { translateDatabaseError } from '../schema/sqlstate.ts'
import type { Database } from './confine.ts'

/** Transaction that reads and adds the rows of every tenant. Only this module creates one. */
export interface ArchiveTransaction {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

/** Function that lends a connection which may take the backup role while `work` runs. */
export type LendConnection = <T>(work: (connection: MigrationConnection) => Promise<T>) => Promise<T>

const lenders = new WeakMap<Database, LendConnection>()

/** Registers how to get a connection with the rights of the migrating login for a database that serves requests. */
export function registerBackupRole(database: Database, lend: LendConnection): void {
  lenders.set(database, lend)
}

/**
 * Runs `work` in one read-only snapshot of all rows of all tenants. In the embedded database, requests that need the
 * database wait until it ends. The import check limits who may import this.
 */
export async function inSnapshot<T>(
  database: Database,
  work: (tx: ArchiveTransaction) => Promise<T>,
): Promise<T> {
  const lend = lenders.get(database)
  if (lend === undefined) throw new TypeError('Not a database opened by this process.')
  try {
    return await lend((connection) => asBackupRole(connection, 'read only', work))
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

/**
 * Runs `work` in one transaction as `bulkhead_archivist`, on a connection of the migrating login. The transaction
 * commits if `work` succeeds, and rolls back otherwise.
 */
export async function asBackupRole<T>(
  connection: MigrationConnection,
  access: 'read only' | 'read write',
  work: (tx: ArchiveTransaction) => Promise<T>,
): Promise<T> {
  await connection.script(`begin isolation level repeatable read ${access}`)
  try {
    await connection.script(`
      set local role bulkhead_archivist;
      set local search_path = bulkhead;
      set local statement_timeout = 0;
      ${TEXT_FORMS}
    `)
    const result = await work({ query: (sql, parameters) => connection.query(sql, parameters) })
    await connection.script('commit')
    return result
  } catch (error) {
    // A lost connection has rolled back by itself. The original error is the one to throw.
    await connection.script('rollback').catch(() => {})
    throw error
  }
}

/** Settings that fix the text format of values, so that it does not depend on the setup of a server or login. */
const TEXT_FORMS = `
  set local datestyle = 'ISO';
  set local intervalstyle = 'postgres';
  set local timezone = 'UTC';
  set local bytea_output = 'hex';
  set local extra_float_digits = 1;
`
