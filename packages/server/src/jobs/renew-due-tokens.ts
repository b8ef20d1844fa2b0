import { sql } from 'kysely'
import type { TokenRefresher } from '#oauth/token-refresher'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Connectors per step, whose tokens are renewed at the same time. */
const AT_ONCE = 8
/** What is handed on is due again after so long, in case the process that took it dies. */
const PUT_OFF_SECONDS = 120

/**
 * Renews tokens that will run out soon, so that no call has to wait for that; not those of inactive workspaces. What
 * is due is a column, so a killed process loses nothing and several share the work.
 *
 * @returns Whether there may be more.
 */
export async function renewDueTokens(
  database: Database,
  log: Log,
  tokenRefresher: Pick<TokenRefresher, 'renewDue'>,
): Promise<boolean> {
  const due = await takeDue(database, log)
  const outcomes = await Promise.allSettled(due.map((seen) => tokenRefresher.renewDue(seen)))
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue
    const { code } = outcome.reason as { code?: string }
    log.warn({ code, connector_id: due[index]?.connector_id }, 'tokens could not be renewed ahead of time')
  }
  return due.length === AT_ONCE
}

/** Takes connectors whose tokens are due and which no other process is taking, and puts them off. */
function takeDue(database: Database, log: Log) {
  return asOperator(database, log, 'find tokens that are due', async (tx) => {
    const due = await tx
      .selectFrom('connector_tokens as t')
      .innerJoin('workspaces as w', (join) =>
        join
          .onRef('w.organization_id', '=', 't.organization_id')
          .onRef('w.workspace_id', '=', 't.workspace_id'),
      )
      .select(['t.organization_id', 't.workspace_id', 't.connector_id', 't.generation'])
      .where('t.refresh_at', '<=', sql<Date>`now()`)
      .where('w.status', '=', 'active')
      .orderBy('t.refresh_at')
      .limit(AT_ONCE)
      .forUpdate('t')
      .skipLocked()
      .execute()
    for (const { organization_id, workspace_id, connector_id } of due) {
      await tx
        .updateTable('connector_tokens')
        .set({ refresh_at: sql<Date>`now() + make_interval(secs => ${PUT_OFF_SECONDS})` })
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .execute()
    }
    return due
  })
}
