import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { deleteRows } from '#platform/database/delete-rows'
import { asOperator } from '#platform/database/roles/as-operator'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import { vacuumDeleted } from '#platform/database/schema/vacuum'
import type { Log } from '#platform/log'

/** Maximum number of workspaces in one step. */
const AT_ONCE = 50
/** Milliseconds after a deletion. By then every transaction that had read the workspace before has ended. */
const SETTLED_MS = 60_000

/** Tables whose rows are deleted with their workspace, each with its key column. */
const TABLES = [
  ['connectors', 'connector_id'],
  ['tool_call_intents', 'call_id'],
  ['idempotency_keys', 'claim_id'],
  ['oauth_flows', 'flow_id'],
  ['oauth_secrets', 'oauth_secret_id'],
  ['connect_sessions', 'session_id'],
] as const

const KEY = ['organization_id', 'workspace_id'] as const
type Removal = Readonly<Record<(typeof KEY)[number], string>>

/** Time before which deleted data keys are gone from the disk, by database. */
const erasedBefore = new WeakMap<Database, Date>()

/**
 * Deletes the rows of deleted workspaces, a chunk per transaction. A workspace without rows is removed from the list a
 * minute after its deletion, once its data key is vacuumed: by then no transaction is old enough to hold its key. All
 * state is in tables, so a killed process loses nothing and several processes share the work.
 *
 * @returns Whether anything is left that could be removed right now.
 */
export async function removeWorkspaces(database: Database, log: Log, now = Date.now()): Promise<boolean> {
  const isBusy = await asOperator(database, log, 'remove rows of deleted workspaces', emptyWorkspaces)
  if (isBusy) return true
  const settled = new Date(now - SETTLED_MS)
  const newest = await asOperator(database, log, 'find deleted workspaces of which no row is left', (tx) =>
    tx
      .selectFrom('workspace_removals')
      .select('deleted_at')
      .where('emptied_at', 'is not', null)
      .where('deleted_at', '<=', settled)
      .orderBy('deleted_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  )
  if (newest === undefined) return false
  if (newest.deleted_at > (erasedBefore.get(database) ?? new Date(0))) {
    const before = new Date(Math.min(settled.getTime(), Date.now()))
    await vacuumDeleted(database)
    erasedBefore.set(database, before)
  }
  return asOperator(database, log, 'forget workspaces that are gone from the disk', (tx) =>
    purgeRemovals(tx, erasedBefore.get(database) ?? new Date(0)),
  )
}

/**
 * Deletes a chunk of rows, and marks the workspaces that have no more rows.
 *
 * @returns Whether there is more to delete.
 */
async function emptyWorkspaces(tx: ConfinedTransaction): Promise<boolean> {
  const due = await tx
    .selectFrom('workspace_removals')
    .select(KEY)
    .where('emptied_at', 'is', null)
    .orderBy('deleted_at')
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  if (due.length === 0) return false
  if (!(await deleteWorkspaceRows(tx, due))) return true
  const [organizations, workspaces] = getColumns(due)
  await sql`
    update workspace_removals r set emptied_at = now()
    from unnest(${organizations}::uuid[], ${workspaces}::uuid[]) as due (organization_id, workspace_id)
    where r.organization_id = due.organization_id and r.workspace_id = due.workspace_id`.execute(tx)
  return due.length === AT_ONCE
}

/**
 * Deletes the entries of removed workspaces, with rows that were added during their deletion.
 *
 * @returns Whether there may be more.
 */
async function purgeRemovals(tx: ConfinedTransaction, before: Date): Promise<boolean> {
  const settled = await tx
    .selectFrom('workspace_removals')
    .select(KEY)
    .where('emptied_at', 'is not', null)
    .where('deleted_at', '<=', before)
    .orderBy('deleted_at')
    .limit(AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute()
  if (!(await deleteWorkspaceRows(tx, settled))) return true
  await deleteRows(tx, 'workspace_removals', KEY, settled)
  return settled.length === AT_ONCE
}

/** Deletes a chunk of the rows of these workspaces. @returns Whether none is left. */
async function deleteWorkspaceRows(tx: ConfinedTransaction, removals: readonly Removal[]): Promise<boolean> {
  let left = CHUNK
  for (const [table, id] of TABLES) {
    const rows = await getRows(tx, removals, table, id, left)
    await deleteRows(tx, table, [...KEY, id], rows)
    left -= rows.length
    if (left === 0) return false
    // An embedded database holds the event loop while it works.
    await yieldToOthers()
  }
  return true
}

async function getRows<Id extends string>(
  tx: ConfinedTransaction,
  removals: readonly Removal[],
  table: string,
  id: Id,
  limit: number,
): Promise<readonly (Removal & Readonly<Record<Id, string>>)[]> {
  const [organizations, workspaces] = getColumns(removals)
  const { rows } = await sql<Removal & Readonly<Record<Id, string>>>`
    select r.*
    from unnest(${organizations}::uuid[], ${workspaces}::uuid[]) as due (organization_id, workspace_id)
    cross join lateral (
      select r.organization_id, r.workspace_id, ${sql.ref(`r.${id}`)} from ${sql.table(table)} r
      where r.organization_id = due.organization_id and r.workspace_id = due.workspace_id
      limit ${limit}
    ) r
    limit ${limit}`.execute(tx)
  return rows
}

/** Returns the organizations and workspaces of removals, each as one parameter. */
function getColumns(removals: readonly Removal[]): [organizations: string[], workspaces: string[]] {
  return [
    removals.map(({ organization_id }) => organization_id),
    removals.map(({ workspace_id }) => workspace_id),
  ]
}
