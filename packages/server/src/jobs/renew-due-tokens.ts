import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Seen } from '#connectors/oauth/claim-refresh'
import type { TokenRefresher } from '#connectors/oauth/token-refresher'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'

/** Maximum number of renewals that one process has in progress. */
const MOST_RUNNING = 32
/** Maximum number of renewals in progress of one organization, so that a service that does not respond holds up no other. */
const MOST_OF_ORGANIZATION = 8
/** Number from which an organization waits, so that a step takes several of its connectors and not one after each end. */
const WAITING_FROM = MOST_OF_ORGANIZATION / 2
/** Milliseconds until the job looks again for other organizations, if no renewal has ended. */
const LOOK_AGAIN_MS = 1_000
/** Seconds until a row that a process took is due again, in case the process dies. */
const PUT_OFF_SECONDS = 120
/**
 * Seconds until a row of an inactive workspace is due again. If the workspace becomes active before, a call may have to
 * wait for new tokens.
 */
const INACTIVE_PUT_OFF_SECONDS = 900

/** Renewals in progress, with their organizations. */
type Running = ReadonlyMap<Promise<void>, string>

/**
 * Creates a job that renews tokens that expire soon, so that no call has to wait for a renewal. Tokens of inactive
 * workspaces are not renewed. A column says what is due, so a killed process loses nothing and several processes share
 * the work. A step does not wait for the renewals that it starts: the refresher does when the server stops.
 *
 * @returns The step of the job. It returns whether there may be more.
 */
export function createTokenRenewal(
  database: Database,
  log: Log,
  tokenRefresher: Pick<TokenRefresher, 'renewDue'>,
): () => Promise<boolean> {
  const running = new Map<Promise<void>, string>()

  async function renew(seen: Seen): Promise<void> {
    try {
      await tokenRefresher.renewDue(seen)
    } catch (error) {
      const { code } = error as { code?: string }
      log.warn({ code, connector_id: seen.connector_id }, 'tokens could not be renewed ahead of time')
    }
  }

  return async () => {
    const room = MOST_RUNNING - running.size
    const { found, due } = room > 0 ? await takeDue(database, log, running, room) : { found: 0, due: [] }
    for (const seen of due) {
      const renewal = renew(seen).finally(() => running.delete(renewal))
      running.set(renewal, seen.organization_id)
    }
    if (running.size < MOST_RUNNING && getWaiting(running).length === 0) return found === room
    await Promise.race([...running.keys(), sleep(LOOK_AGAIN_MS, undefined, { ref: false })])
    return true
  }
}

/** Returns the organizations of which no further connectors are taken until some of their renewals have ended. */
function getWaiting(running: Running): string[] {
  return [...new Set(running.values())].filter(
    (organization) => countOf(running, organization) >= WAITING_FROM,
  )
}

function countOf(running: Running, organization: string): number {
  return [...running.values()].filter((one) => one === organization).length
}

/**
 * Takes connectors whose tokens are due and that no other process is taking, and moves their due times. Connectors of
 * inactive workspaces are not taken. Their due times move further, because they would be in the way of others each
 * time. Connectors for which their organization has no room stay due.
 */
function takeDue(database: Database, log: Log, running: Running, room: number) {
  return asOperator(database, log, 'find tokens that are due', async (tx) => {
    const found = await tx
      .selectFrom('connector_tokens')
      .select(['organization_id', 'workspace_id', 'connector_id', 'generation'])
      .where('refresh_at', '<=', sql<Date>`now()`)
      .where(sql<boolean>`organization_id <> all(${getWaiting(running)}::uuid[])`)
      .orderBy('refresh_at')
      .limit(room)
      .forUpdate()
      .skipLocked()
      .execute()
    const due: Seen[] = []
    for (const seen of found) {
      const { organization_id, workspace_id, connector_id } = seen
      const taken = due.filter((one) => one.organization_id === organization_id).length
      if (countOf(running, organization_id) + taken >= MOST_OF_ORGANIZATION) continue
      const isActive = await tx
        .selectFrom('workspaces')
        .select('workspace_id')
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .where('status', '=', 'active')
        .executeTakeFirst()
      if (isActive !== undefined) due.push(seen)
      const seconds = isActive === undefined ? INACTIVE_PUT_OFF_SECONDS : PUT_OFF_SECONDS
      await tx
        .updateTable('connector_tokens')
        .set({ refresh_at: sql<Date>`now() + make_interval(secs => ${seconds})` })
        .where('organization_id', '=', organization_id)
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .execute()
    }
    return { found: found.length, due }
  })
}
