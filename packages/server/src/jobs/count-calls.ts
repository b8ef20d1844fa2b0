import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { countableUntil, countHours } from '#tool-calls/count-hours'
import { countWorkspaceHours } from '#tool-calls/count-workspace-hours'

/**
 * Counts some hours of calls of the organization that has waited longest. The operator's role finds the organization,
 * and the organization's own role reads its calls. Hours by workspace are counted after all others.
 *
 * @returns Whether there may be more.
 */
export async function countCalls(database: Database, log: Log): Promise<boolean> {
  const countable = countableUntil(Date.now())
  const hours = await asOperator(database, log, 'find calls to be counted', (tx) =>
    tx
      .selectFrom('tool_call_counting')
      .select('organization_id')
      .whereRef('counted_until', '<=', 'newest_hour')
      .where('counted_until', '<', countable)
      .orderBy('counted_until')
      .limit(1)
      .executeTakeFirst(),
  )
  if (hours !== undefined) return countHours(database, hours.organization_id)
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
      .orderBy('workspaces_until', (order) => order.asc().nullsFirst())
      .limit(1)
      .executeTakeFirst(),
  )
  if (workspaces === undefined) return false
  const { organization_id, workspaces_until } = workspaces
  return (
    (workspaces_until === null || workspaces_until < countable) &&
    countWorkspaceHours(database, organization_id)
  )
}
