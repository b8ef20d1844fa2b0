import { sql } from 'kysely'
import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { countableUntil, countHours } from '#records/tool-calls/count-hours'
import { countWorkspaceHours } from '#records/tool-calls/count-workspace-hours'

/**
 * Pause after which an organization whose calls could not be counted is tried again. It is short enough for the alert
 * `BulkheadJobFails`, which counts failures of half an hour.
 */
const AGAIN_AFTER_MS = 5 * 60_000

/** Organizations that have not caught up since their calls could not be counted, and when they are tried again. */
type Failed = Map<string, number>

/**
 * Creates the job that counts some hours of calls of the organization that has waited longest. The operator's role finds
 * the organization, and the organization's own role reads its calls. Hours by workspace are counted after all others.
 *
 * If an organization's calls cannot be counted, the step fails, and the organizations behind that one have their turn.
 * Later this process counts single hours of it until it has caught up, in case it has too many calls for one statement.
 *
 * @param now Milliseconds of a monotonic clock.
 * @returns Function that runs a step and returns whether there may be more.
 */
export function createCallCount(
  database: Database,
  log: Log,
  now: () => number = () => performance.now(),
): () => Promise<boolean> {
  const failed: Failed = new Map()
  const failedByWorkspace: Failed = new Map()

  async function count(
    organization_id: string,
    counting: typeof countHours,
    failures: Failed,
  ): Promise<boolean> {
    try {
      return await counting(database, organization_id, failures.has(organization_id) ? 1 : undefined)
    } catch (error) {
      failures.set(organization_id, now() + AGAIN_AFTER_MS)
      log.error({ organization_id }, 'calls could not be counted and will be tried again')
      throw error
    }
  }

  const isInTurn = (failures: Failed, at: number) => {
    const waiting = [...failures].filter(([, againAt]) => againAt > at).map(([organization]) => organization)
    return sql<boolean>`organization_id <> all(${waiting}::uuid[])`
  }

  /** Forgets the failures of those that were in turn. Call it if none of them has hours to be counted. */
  const forget = (failures: Failed, at: number) => {
    for (const [organization, againAt] of failures) if (againAt <= at) failures.delete(organization)
  }

  return async () => {
    const at = now()
    const countable = countableUntil(Date.now())
    const hours = await asOperator(database, log, 'find calls to be counted', (tx) =>
      tx
        .selectFrom('tool_call_counting')
        .select('organization_id')
        .whereRef('counted_until', '<=', 'newest_hour')
        .where('counted_until', '<', countable)
        .where(isInTurn(failed, at))
        .orderBy('counted_until')
        .limit(1)
        .executeTakeFirst(),
    )
    if (hours !== undefined) return count(hours.organization_id, countHours, failed)
    forget(failed, at)
    // The first is the one to count, if any is: with a limit of the hour besides, each organization with calls of this
    // hour would be read in vain.
    const workspaces = await asOperator(database, log, 'find calls to be counted by workspace', (tx) =>
      tx
        .selectFrom('tool_call_counting')
        .select(['organization_id', 'workspaces_until'])
        .where((where) =>
          where.or([
            where('workspaces_until', 'is', null),
            where('workspaces_until', '<=', where.ref('newest_hour')),
          ]),
        )
        .where(isInTurn(failedByWorkspace, at))
        .orderBy('workspaces_until', (order) => order.asc().nullsFirst())
        .limit(1)
        .executeTakeFirst(),
    )
    if (
      workspaces !== undefined &&
      (workspaces.workspaces_until === null || workspaces.workspaces_until < countable)
    )
      return count(workspaces.organization_id, countWorkspaceHours, failedByWorkspace)
    forget(failedByWorkspace, at)
    return false
  }
}
