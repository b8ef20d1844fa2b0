import { AsyncLocalStorage } from 'node:async_hooks'
import { Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { lendClient } from '#platform/database/postgres/lend-client'
import { poolOfOne, postgresDialect } from '#platform/database/postgres/postgres-dialect'
import { translateDatabaseError } from '#platform/database/schema/sqlstate'
import type { Schema } from '#platform/database/schema/tables'

declare const confined: unique symbol

/** A transaction that row-level security confines to one role and its settings. */
export type ConfinedTransaction = Transaction<Schema> & { readonly [confined]: true }

/** Where the tables are. It cannot be queried: only the functions of this folder open a confined transaction. */
export interface Database {
  readonly engine: 'pglite' | 'postgres'
  /**
   * Calls `notified` on each notification; present where other processes can use the same database. It is a
   * hint and nothing more: a connection that is lost and made again misses some.
   */
  listen?(channel: string, notified: () => void): { close(): Promise<void> }
  close(): Promise<void>
}

/** A tenant: an organization, or one workspace of it. */
export interface TenantScope {
  readonly organization: string
  readonly workspace?: string
}

/** The roles a transaction can take, each with the settings its policies read. */
export type Confinement =
  | { role: 'bulkhead_workspace'; organization: string; workspace: string }
  | { role: 'bulkhead_organization'; organization: string }
  | { role: 'bulkhead_authenticator'; organization?: string }
  | { role: 'bulkhead_operator' }
  | { role: 'bulkhead_identity' }

export type Access = 'read only' | 'read write'

/** What a {@link Database} is made of. */
export interface DatabaseParts extends Pick<Database, 'engine' | 'listen' | 'close'> {
  /** Its connections begin as `bulkhead_nobody`. */
  readonly kysely: Kysely<Schema>
  /** Whose connections those are. */
  readonly pool: pg.Pool
  /** Runs `work` so that its transaction begins with these statements. */
  readonly openingWith: <T>(statements: string, access: Access, work: () => Promise<T>) => Promise<T>
  /** Called before a transaction that may write. @throws BulkheadError `unavailable` to refuse it. */
  readonly beforeWrite?: () => void
}

const partsOf = new WeakMap<Database, DatabaseParts>()

/** The transaction that code runs inside of; work that it left behind may outlive it. */
const around = new AsyncLocalStorage<{ readonly database: Database; ended: boolean }>()

/** Makes the {@link Database} of a connection whose session role is `bulkhead_nobody`. */
export function confinedDatabase(parts: DatabaseParts): Database {
  const { engine, listen, close } = parts
  const database = Object.freeze({ engine, ...(listen !== undefined && { listen }), close })
  partsOf.set(database, parts)
  return database
}

/**
 * Runs `work` in one transaction as the role and with the settings given. Both are transaction-local: what
 * goes back to the pool is `bulkhead_nobody`. With `read only` the engine itself refuses writes.
 *
 * @throws Error when called inside the work of another: that would wait for a connection which the outer one
 *   holds, for ever where there is only one.
 */
export async function confine<T>(
  database: Database,
  confinement: Confinement,
  access: Access,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  const { kysely, beforeWrite, openingWith } = openedHere(database)
  const outer = around.getStore()
  if (outer?.database === database && !outer.ended) {
    throw new Error('A confined transaction was opened inside another: pass the outer one on instead.')
  }
  const here = { database, ended: false }
  try {
    if (access === 'read write') beforeWrite?.()
    const opening = `begin ${access}; select ${settingsOf(confinement)
      .map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
      .join(', ')}`
    return await around.run(here, () =>
      openingWith(opening, access, () =>
        kysely.transaction().execute((tx) => work(tx as ConfinedTransaction)),
      ),
    )
  } catch (error) {
    throw translateDatabaseError(error)
  } finally {
    here.ended = true
  }
}

/**
 * Runs commands that no transaction may hold, such as `vacuum`, on a connection of their own, and gives it back
 * as `bulkhead_nobody`, or ends it.
 *
 * @param role `superuser` is the user of the embedded database; on Postgres there is none.
 */
export async function withConnection<T>(
  database: Database,
  role: 'bulkhead_operator' | 'superuser',
  work: (connection: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  const { engine, pool } = openedHere(database)
  if (role === 'superuser' && engine !== 'pglite') throw new TypeError('Only PGlite has this role.')
  try {
    return await lendClient(pool, AS_NOBODY_AGAIN, async (client) => {
      await client.query(role === 'superuser' ? 'reset role' : 'set role bulkhead_operator')
      return work(new Kysely<Schema>({ dialect: postgresDialect(poolOfOne(client)) }))
    })
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

/** What a connection was before it was lent; a transaction that was left open must not keep its role. */
export const AS_NOBODY_AGAIN = 'rollback; set role bulkhead_nobody'

function openedHere(database: Database): DatabaseParts {
  const parts = partsOf.get(database)
  if (parts === undefined) throw new TypeError('Not a database opened by this process.')
  return parts
}

/** Takes a role and its settings until the transaction ends. Only this folder does. */
export function takeRole(tx: Transaction<Schema>, confinement: Confinement) {
  const calls = settingsOf(confinement).map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  return sql`select ${sql.join(calls)}`.execute(tx)
}

function settingsOf({ role, ...settings }: Confinement): [name: string, value: string][] {
  const { organization, workspace } = settings as { organization?: string; workspace?: string }
  return [
    ['role', role],
    ...(organization === undefined ? [] : [['app.organization_id', organization] as [string, string]]),
    ...(workspace === undefined ? [] : [['app.workspace_id', workspace] as [string, string]]),
  ]
}
