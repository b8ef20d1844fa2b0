import { sql } from 'kysely'
import { asOperator } from '#database/as-operator'
import type { Database } from '#database/confine'
import type { Log } from '#log'

/** Rows per transaction: PGlite blocks the event loop while it deletes. */
const CHUNK = 500
/** Long enough for every transaction that had read the workspace before it was deleted to have ended. */
const SETTLED_MS = 60_000

/** What belongs to a workspace and goes with it, each with the column that tells its rows apart. */
const TABLES = [
  ['connectors', 'connector_id'],
  ['tool_call_intents', 'call_id'],
  ['idempotency_keys', 'claim_id'],
] as const

/**
 * Deletes the rows of deleted workspaces, a chunk per transaction, and forgets a workspace once nothing of
 * it is left. State is in the table alone, so a killed process loses nothing and several share the work.
 *
 * @returns Whether anything is left that could be removed right now.
 */
export async function removeWorkspaces(database: Database, log: Log, now = Date.now()): Promise<boolean> {
  return asOperator(database, log, 'remove rows of deleted workspaces', async (tx) => {
    const due = await tx
      .selectFrom('workspace_removals')
      .select(['organization_id', 'workspace_id', 'deleted_at'])
      .orderBy('deleted_at')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (due === undefined) return false
    const { organization_id, workspace_id, deleted_at } = due
    for (const [table, id] of TABLES) {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)}
        where organization_id = ${organization_id} and workspace_id = ${workspace_id} and ${sql.ref(id)} in (
          select ${sql.ref(id)} from ${sql.table(table)}
          where organization_id = ${organization_id} and workspace_id = ${workspace_id}
          limit ${CHUNK}
        )`.execute(tx)
      if ((numAffectedRows ?? 0n) > 0n) return true
    }
    if (now - deleted_at.getTime() < SETTLED_MS) return false
    await tx
      .deleteFrom('workspace_removals')
      .where('organization_id', '=', organization_id)
      .where('workspace_id', '=', workspace_id)
      .execute()
    return true
  })
}
