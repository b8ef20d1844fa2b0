import { sql } from 'kysely'
import type { TokenRefresher } from '#oauth/token-refresher'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Maximum number of connectors in one step. Their tokens are renewed at the same time. */
const AT_ONCE = 8
/** Seconds until a row that a process took is due again, in case the process dies. */
const PUT_OFF_SECONDS = 120
/**
 * Seconds until a row of an inactive workspace is due again. If the workspace becomes active before, a call may have to
 * wait for new tokens.
 */
const INACTIVE_PUT_OFF_SECONDS = 900

/**
 * Renews tokens that expire soon, so that no call has to wait for a renewal. Tokens of inactive workspaces are not
 * renewed. A column says what is due, so a killed process loses nothing and several processes share the work.
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
 * Takes connectors whose tokens are due and that no other process is taking, and moves their due times. Connectors of
 * inactive workspaces are not taken. Their due times move further, because they would be in the way of others each
 * time.
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
