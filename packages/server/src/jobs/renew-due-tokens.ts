import { sql } from 'kysely'
import type { TokenRefresher } from '#oauth/token-refresher'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Connectors per step, whose tokens are renewed at the same time. */
const AT_ONCE = 8
/** Seconds until a row that was handed on is due again, in case its process dies. */
const PUT_OFF_SECONDS = 120
/** After a workspace is active again a call waits for new tokens, until they are renewed ahead of time again. */
const INACTIVE_PUT_OFF_SECONDS = 900

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
  const { taken, due } = await takeDue(database, log)
  const outcomes = await Promise.allSettled(due.map((seen) => tokenRefresher.renewDue(seen)))
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome.status === 'fulfilled') continue
    const { code } = outcome.reason as { code?: string }
    log.warn({ code, connector_id: due[index]?.connector_id }, 'tokens could not be renewed ahead of time')
  }
  return taken === AT_ONCE
}

/**
 * Takes connectors whose tokens are due and which no other process is taking, and puts them off. Connectors of inactive
 * workspaces are only put off, longer: they would be in the way of others each time.
 */
function takeDue(database: Database, log: Log) {
  return asOperator(database, log, 'find tokens that are due', async (tx) => {
    const due = await tx
      .selectFrom('connector_tokens')
      .select(['organization_id', 'workspace_id', 'connector_id', 'generation'])
      .where('refresh_at', '<=', sql<Date>`now()`)
      .orderBy('refresh_at')
      .limit(AT_ONCE)
      .forUpdate()
      .skipLocked()
      .execute()
    const active = new Set<string>()
    for (const { organization_id, workspace_id, connector_id } of due) {
      const isActive = await tx
        .selectFrom('workspaces')
        .select('workspace_id')
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .where('status', '=', 'active')
        .executeTakeFirst()
      if (isActive !== undefined) active.add(connector_id)
      const seconds = isActive === undefined ? INACTIVE_PUT_OFF_SECONDS : PUT_OFF_SECONDS
      await tx
        .updateTable('connector_tokens')
        .set({ refresh_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .execute()
    }
    return { taken: due.length, due: due.filter(({ connector_id }) => active.has(connector_id)) }
  })
}
