import { sql } from 'kysely'
import { asOperator } from '#database/as-operator'
import type { Database } from '#database/confine'
import { vacuumDeleted } from '#database/vacuum'
import type { Log } from '#log'

/** Rows per transaction: PGlite blocks the event loop while it deletes. */
const CHUNK = 500
/** Workspaces that are forgotten together, after one vacuum. */
const BATCH = 1_000
/** Long enough for every transaction that had read the workspace before it was deleted to have ended. */
const SETTLED_MS = 60_000

/**
 * Deletes the rows of deleted workspaces, a chunk per transaction. Workspaces of which nothing is left are
 * forgotten a minute after their deletion, once their data keys are vacuumed: then no transaction is old
 * enough to hold on to a key. State is in tables alone, so a killed process loses nothing and several share
 * the work.
 *
 * @returns Whether anything is left that could be removed right now.
 */
export async function removeWorkspaces(database: Database, log: Log, now = Date.now()): Promise<boolean> {
  if (await removeChunk(database, log)) return true
  const settled = await settledRemovals(database, log, new Date(now - SETTLED_MS))
  if (settled.length === 0) return false
  await vacuumDeleted(database)
  await asOperator(database, log, 'forget workspaces that are gone from the disk', async (tx) => {
    for (const { organization_id, workspace_id } of settled) {
      await tx
        .deleteFrom('workspace_removals')
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .execute()
    }
  })
  return settled.length === BATCH
}

/** True for a removal whose workspace still has connectors. */
const HAS_ROWS = sql<boolean>`exists (
  select from connectors c
  where (c.organization_id, c.workspace_id)
    = (workspace_removals.organization_id, workspace_removals.workspace_id)
)`

/** Deletes a chunk of the workspace that was deleted first of those with rows left; false if there is none. */
function removeChunk(database: Database, log: Log): Promise<boolean> {
  return asOperator(database, log, 'remove rows of deleted workspaces', async (tx) => {
    const due = await tx
      .selectFrom('workspace_removals')
      .select(['organization_id', 'workspace_id'])
      .where(HAS_ROWS)
      .orderBy('deleted_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (due === undefined) return false
    const { organization_id, workspace_id } = due
    const rows = await tx
      .selectFrom('connectors')
      .select('connector_id')
      .where('organization_id', '=', organization_id)
      .where('workspace_id', '=', workspace_id)
      .orderBy('connector_id')
      .limit(CHUNK)
      .execute()
    // By id: a subquery here is run once per row by a planner without statistics, and PGlite gathers none.
    await tx
      .deleteFrom('connectors')
      .where('organization_id', '=', organization_id)
      .where('workspace_id', '=', workspace_id)
      .where('connector_id', '=', sql<string>`any(${rows.map((row) => row.connector_id)}::uuid[])`)
      .execute()
    return true
  })
}

function settledRemovals(database: Database, log: Log, before: Date) {
  return asOperator(database, log, 'find deleted workspaces of which no row is left', (tx) =>
    tx
      .selectFrom('workspace_removals')
      .select(['organization_id', 'workspace_id'])
      .where('deleted_at', '<=', before)
      .where(sql<boolean>`not ${HAS_ROWS}`)
      .limit(BATCH)
      .execute(),
  )
}
