import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import { vacuumDeleted } from '#platform/database/schema/vacuum'
import type { Log } from '#platform/log'

/** Workspaces that are forgotten together, after one vacuum. */
const BATCH = 1_000
/** Long enough for every transaction that had read the workspace before it was deleted to have ended. */
const SETTLED_MS = 60_000

/** What belongs to a workspace and goes with it, each with the column that tells its rows apart. */
const TABLES = [
  ['connectors', 'connector_id'],
  ['tool_call_intents', 'call_id'],
  ['idempotency_keys', 'claim_id'],
  ['oauth_flows', 'flow_id'],
  ['oauth_secrets', 'oauth_secret_id'],
] as const

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

/** True for a removal whose workspace still has rows. */
const HAS_ROWS = sql<boolean>`(${sql.join(
  TABLES.map(
    ([table]) => sql`exists (
      select from ${sql.table(table)} r
      where (r.organization_id, r.workspace_id) = (workspace_removals.organization_id, workspace_removals.workspace_id)
    )`,
  ),
  sql` or `,
)})`

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
    for (const [table, id] of TABLES) {
      const { rows } = await sql<{ id: string }>`
        select ${sql.ref(id)} as id from ${sql.table(table)}
        where organization_id = ${organization_id} and workspace_id = ${workspace_id}
        order by 1 limit ${CHUNK}`.execute(tx)
      if (rows.length === 0) continue
      // By id: a subquery here is run once per row by a planner without statistics, and PGlite gathers none.
      await sql`
        delete from ${sql.table(table)}
        where organization_id = ${organization_id} and workspace_id = ${workspace_id}
          and ${sql.ref(id)} = any(${rows.map((row) => row.id)}::uuid[])`.execute(tx)
      break
    }
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
