import { AsyncLocalStorage } from 'node:async_hooks'
import type { Level } from '@bulkhead/contract/operation'
import { Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { LANES, type Limits, type Purpose } from '../lanes.ts'
import { postgresDialect, singleClientPool } from '../postgres/postgres-dialect.ts'
import type { ConnectionLoad, Turns } from '../postgres/turns.ts'
import { translateDatabaseError } from '../schema/sqlstate.ts'
import type { Schema } from '../schema/tables.ts'
import type { Access } from './access.ts'

declare const confined: unique symbol

/** Transaction that row-level security confines to one role and its settings. */
export type ConfinedTransaction = Transaction<Schema> & { readonly [confined]: true }

/** Database with the tables. It cannot be queried: only the functions of this folder open a confined transaction. */
export interface Database {
  readonly engine: 'pglite' | 'postgres'
  /**
   * Follows changes by other processes. Present if other processes use the same database, which another server may
   * replace over time.
   */
  follow?(channels: Channels): Following
  /**
   * Returns how many transactions of this process could write, those of the operator left out. One that has begun is
   * counted. An embedded database runs it before any transaction that begins later.
   */
  countWrites(): number
  /** Returns the load of its connections. Absent if there is a single one. */
  load?(): ConnectionLoad
  /**
   * Returns whether its last queries failed, though Postgres may respond on other connections, such as those of
   * {@link follow}. Absent if the database is embedded.
   */
  hasPoolFailed?(): boolean
  /**
   * Ends every connection at once. Work in progress fails and no new work begins, because this process is about to end.
   */
  giveUp(): void
  close(): Promise<void>
}

/**
 * Listeners by channel. Each is called with the payload of a notification. Notifications are missed while the
 * connection is lost.
 */
export type Channels = Readonly<Record<string, (payload: string) => void>>

/** Connection outside the pool: it works while the pool is exhausted, and reconnects when it is lost. */
export interface Following {
  /**
   * Database whose transactions use this connection, one at a time. They also run on a standby. Nothing else may use
   * it.
   */
  readonly database: Database
  /** Returns the number of connections so far. A new one may lead to another server. */
  generation(): number
  /** Ends this connection, so that the next transaction has another. */
  renew(): void
  /** Ends every connection of the pool: they lead to a server that was replaced. */
  dropPool(): void
  /**
   * Stores how many bytes the pool's connections have received.
   *
   * @returns Function that ends the connections that have received nothing since.
   */
  markPool(): () => void
  close(): Promise<void>
}

/** Standby of the same database, for queries that read many rows. */
export interface Replica {
  /** Database whose transactions only read. */
  readonly database: Database
  /** Maximum time that a read waits for the standby to catch up, in milliseconds. */
  readonly waitMs: number
  /**
   * Reserves a connection.
   *
   * @returns Function that gives the connection back. Otherwise the reason why the replica is not used: all connections
   *   are in use, or it failed a moment ago.
   */
  take(): (() => void) | 'busy' | 'away'
  /** Returns a recent random mark of the primary. If there is none, `write` adds one to the primary. */
  mark(write: (mark: string) => Promise<void>): Promise<string>
  /** Notes how a read ended. `behindBytes` is how much of the log the standby still had to replay. */
  note(outcome: ReplicaOutcome, behindBytes?: number): void
  /** Returns whether it was behind a moment ago, so that another read should not wait for it. */
  wasBehind(): boolean
  /** Ends all connections: the standby has stopped responding. */
  endConnections(): void
}

/**
 * Results of a read: from the replica, or from the primary for a reason. `other`: not a standby of this server.
 * `canceled`: replay cancelled the query. `unknown`: the primary does not report its position in the log.
 */
export type ReplicaOutcome = 'replica' | 'behind' | 'busy' | 'away' | 'other' | 'canceled' | 'unknown'

/** Scope of a tenant: an organization, or one workspace of it. */
export interface TenantScope {
  readonly organization: string
  readonly workspace?: string
  /** Workspaces that a member reaches. Present only for a member. */
  readonly member?: Reach
  /** Authenticates the caller again after a wait. Absent if no request waits. */
  readonly authenticateAgain?: () => Promise<unknown>
}

/** Workspaces that a member reached when the request began. Row-level security decides by the current ones. */
export interface Reach {
  readonly person: string
  readonly levels: ReadonlyMap<string, Level>
  /** Ids of the workspaces, as a Postgres array literal. */
  readonly workspaces: string
  /** Lowest level that the called operation requires. Default: `viewer`. */
  readonly needs?: Level
}

/** Roles that a transaction can take, each with the settings that its policies read. */
export type Confinement =
  | { role: 'bulkhead_workspace'; organization: string; workspace: string }
  | { role: 'bulkhead_organization'; organization: string }
  | { role: 'bulkhead_member'; organization: string; person: string }
  | { role: 'bulkhead_authenticator'; organization?: string }
  | { role: 'bulkhead_operator' }
  | { role: 'bulkhead_identity' }

/** Function that runs one piece of work on a connection that was taken from a pool or opened for it. */
export type WithClient = <T>(
  role: 'bulkhead_operator' | 'superuser',
  work: (client: pg.PoolClient) => Promise<T>,
) => Promise<T>

/** Parts of a {@link Database}. */
export interface DatabaseParts extends Omit<Database, 'countWrites'> {
  /** Query builder whose connections begin as `bulkhead_nobody`, or as a login that has no rights of its own. */
  readonly kysely: Kysely<Schema>
  /** Runs `work` so that its transaction begins with these statements. */
  readonly beginWith: <T>(
    statements: string,
    access: Access,
    work: () => Promise<T>,
    deadlineMs?: number,
  ) => Promise<T>
  /** Lends a connection for commands that cannot run in a transaction. */
  readonly lend?: WithClient
  /** Queue for the connections. Present if there are several. */
  readonly turns?: Turns
  /** Default purpose of its transactions. */
  readonly purpose: Purpose
  /** Settings that each transaction applies itself, because a connection from a pooler may lack them. */
  readonly transactionSettings?: Readonly<Record<string, string>>
  /** Called before a transaction that may write. @throws BulkheadError `unavailable` to reject it. */
  readonly beforeWrite?: () => void
  /** Standby that its read-only transactions of principals use while it is current. */
  readonly replica?: Replica
}

const partsByDatabase = new WeakMap<Database, DatabaseParts>()

/** Number of transactions that could write, by the database of all purposes. */
const writes = new WeakMap<Kysely<Schema>, number>()

/** Transaction around the running code. Work that it did not await may outlive it. */
const around = new AsyncLocalStorage<{ readonly kysely: Kysely<Schema>; ended: boolean }>()

/** Creates the {@link Database} of a connection whose session role is `bulkhead_nobody`. */
export function confinedDatabase(parts: DatabaseParts): Database {
  const { engine, kysely, follow, turns, hasPoolFailed, giveUp, close } = parts
  const database = Object.freeze({
    engine,
    countWrites: () => writes.get(kysely) ?? 0,
    ...(follow !== undefined && { follow }),
    ...(turns !== undefined && { load: turns.load }),
    ...(hasPoolFailed !== undefined && { hasPoolFailed }),
    giveUp,
    close,
  })
  partsByDatabase.set(database, parts)
  return database
}

/** Returns the same database with another purpose for its transactions. */
export function withPurpose(database: Database, purpose: Purpose): Database {
  return confinedDatabase({ ...openedHere(database), purpose })
}

/** Returns the same database, whose read-only transactions of principals use a replica. */
export function withReplica(database: Database, replica: Replica): Database {
  return confinedDatabase({ ...openedHere(database), replica })
}

/** Returns the replica of a database. Undefined if it has none. */
export function getReplica(database: Database): Replica | undefined {
  return openedHere(database).replica
}

/**
 * Runs `work` in one transaction with the given role and settings. All of them are local to the transaction, time
 * limits too, so a connection goes back to the pool as `bulkhead_nobody`. With `read only` the database itself rejects
 * writes. With `read write` the database may still reject them if it is set to read only.
 *
 * @throws Error if called inside the `work` of another transaction. It would wait for a connection while the outer
 *   transaction holds one, forever if there is only one.
 */
export async function confine<T>(
  database: Database,
  confinement: Confinement,
  access: Access,
  work: (tx: ConfinedTransaction) => Promise<T>,
  purpose?: Purpose,
): Promise<T> {
  const parts = openedHere(database)
  const { kysely, turns, beginWith } = parts
  const outer = around.getStore()
  if (outer?.kysely === kysely && !outer.ended) {
    throw new Error('A confined transaction was opened inside another: pass the outer one on instead.')
  }
  const here = { kysely, ended: false }
  const goal = purpose ?? parts.purpose
  // The embedded database has no time limits: it runs within this process, which checks no clock in the meantime.
  const limits = parts.engine === 'pglite' ? undefined : LANES[goal.lane]
  let giveBack: (() => void) | undefined
  try {
    if (access === 'read write') {
      parts.beforeWrite?.()
      if (confinement.role !== 'bulkhead_operator') writes.set(kysely, (writes.get(kysely) ?? 0) + 1)
    }
    const began = performance.now()
    giveBack = await turns?.take(goal)
    const waitedMs = performance.now() - began
    return await around.run(here, () =>
      beginWith(
        getOpening(confinement, access, limits, parts.transactionSettings),
        access,
        () => kysely.transaction().execute((tx) => work(tx as ConfinedTransaction)),
        limits && limits.deadlineMs - waitedMs,
      ),
    )
  } catch (error) {
    throw translateDatabaseError(error, access)
  } finally {
    here.ended = true
    giveBack?.()
  }
}

/**
 * Returns the statements that begin a transaction. Their results are one column, since nobody reads them. The isolation
 * is stated, because the database may have another default: each statement must see what is committed, or replayed,
 * before it.
 */
function getOpening(
  confinement: Confinement,
  access: Access,
  limits: Limits | undefined,
  more: Readonly<Record<string, string>> = {},
): string {
  const settings = [
    ...Object.entries(more),
    ...getSettings(confinement),
    ...(limits === undefined ? [] : getTimeLimits(limits)),
  ]
  return `begin isolation level read committed${access === 'read only' ? ' read only' : ''}; select ${settings
    .map(([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`)
    .join(' || ')}`
}

/**
 * Returns settings that limit a transaction's time. If this process leaves a transaction and the server does not
 * notice, the transaction then still ends and releases its locks.
 */
function getTimeLimits({ statementMs, lockMs, deadlineMs }: Limits): [name: string, value: string][] {
  return [
    ['statement_timeout', String(statementMs)],
    ['lock_timeout', String(lockMs)],
    ['idle_in_transaction_session_timeout', String(deadlineMs)],
  ]
}

/**
 * Runs commands that cannot run in a transaction, such as `vacuum`, on a connection of their own. Afterwards the
 * connection has the rights of `bulkhead_nobody` again.
 *
 * @param role `superuser` is the user of the embedded database. On Postgres there is none.
 */
export async function withConnection<T>(
  database: Database,
  role: 'bulkhead_operator' | 'superuser',
  work: (connection: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  const { engine, lend } = openedHere(database)
  if (lend === undefined || (role === 'superuser' && engine !== 'pglite'))
    throw new TypeError('Only PGlite has this role.')
  try {
    return await lend(role, (client) =>
      work(new Kysely<Schema>({ dialect: postgresDialect(singleClientPool(client)) })),
    )
  } catch (error) {
    throw translateDatabaseError(error)
  }
}

/** Statements that reset a connection before it is returned. An open transaction would keep its role. */
export const AS_NOBODY_AGAIN = 'rollback; set role bulkhead_nobody'

function openedHere(database: Database): DatabaseParts {
  const parts = partsByDatabase.get(database)
  if (parts === undefined) throw new TypeError('Not a database opened by this process.')
  return parts
}

/**
 * Returns the role of a scope with its settings: one workspace, the workspaces of a member, or else the organization.
 *
 * @throws TypeError for a scope without an organization.
 */
export function getConfinement({ organization, workspace, member }: TenantScope) {
  // Checked here, because a policy reads its setting only if it has a row to judge. A query without rows would return
  // an empty result.
  if (organization === undefined) throw new TypeError('A principal without an organization.')
  if (workspace !== undefined) return { role: 'bulkhead_workspace', organization, workspace } as const
  if (member !== undefined) return { role: 'bulkhead_member', organization, person: member.person } as const
  return { role: 'bulkhead_organization', organization } as const
}

/** Returns the scope of a principal without its other fields. */
export function getTenantScope({ organization, workspace, member }: TenantScope): TenantScope {
  if (workspace !== undefined) return { organization, workspace }
  return member === undefined ? { organization } : { organization, member }
}

/** Sets a role and its settings until the transaction ends. Only this folder calls it. */
export function takeRole(tx: Transaction<Schema>, confinement: Confinement) {
  const calls = getSettings(confinement).map(([name, value]) => sql`set_config(${name}, ${value}, true)`)
  return sql`select ${sql.join(calls)}`.execute(tx)
}

function getSettings({ role, ...settings }: Confinement): [name: string, value: string][] {
  const { organization, workspace, person } = settings as {
    organization?: string
    workspace?: string
    person?: string
  }
  return [
    ['role', role],
    ...(organization === undefined ? [] : [['app.organization_id', organization] as [string, string]]),
    ...(workspace === undefined ? [] : [['app.workspace_id', workspace] as [string, string]]),
    ...(person === undefined ? [] : [['app.person_id', person] as [string, string]]),
  ]
}
