import type { MigrationConnection } from '#platform/database/schema/migration-connection'
import { translateDatabaseError } from '#platform/database/schema/sqlstate'
import type { Database } from './confine.ts'

/** A transaction that reads and adds the rows of every tenant. Only this module makes one. */
export interface ArchiveTransaction {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

/** Lends a connection that may take the backup role for as long as `work` runs. */
export type LendConnection = <T>(work: (connection: MigrationConnection) => Promise<T>) => Promise<T>

const lenders = new WeakMap<Database, LendConnection>()

/** Says how a database that serves requests gets a connection with the rights of its migrating login. */
export function registerBackupRole(database: Database, lend: LendConnection): void {
  lenders.set(database, lend)
}

/**
 * Runs `work` in one snapshot of all rows of all tenants, which it cannot change. Embedded, requests that need
 * the database wait until it ends. The import check says who may import this.
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
 * Runs `work` in one transaction as `bulkhead_archivist`, on a connection whose login migrates. What it adds
 * is there when it ends well, and none of it otherwise.
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
    // A lost connection has rolled back by itself; what went wrong first is what counts.
    await connection.script('rollback').catch(() => {})
    throw error
  }
}

/** Values travel as text: its form must not depend on how a server or login is set up. */
const TEXT_FORMS = `
  set local datestyle = 'ISO';
  set local intervalstyle = 'postgres';
  set local timezone = 'UTC';
  set local bytea_output = 'hex';
  set local extra_float_digits = 1;
`
