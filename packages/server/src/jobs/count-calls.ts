import { asOperator } from '#platform/database/roles/as-operator'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import { countableUntil, countHours } from '#tool-calls/count-hours'

/**
 * Counts some hours of the organization whose calls wait for it longest: the operator finds it, the organization's own rights
 * read its calls.
 *
 * @returns Whether there may be more.
 */
export async function countCalls(database: Database, log: Log): Promise<boolean> {
  const due = await asOperator(database, log, 'find calls to be counted', (tx) =>
    tx
      .selectFrom('tool_call_counting')
      .select('organization_id')
      .whereRef('counted_until', '<=', 'newest_hour')
      .where('counted_until', '<', countableUntil(Date.now()))
      .orderBy('counted_until')
      .limit(1)
      .executeTakeFirst(),
  )
  return due !== undefined && (await countHours(database, due.organization_id))
}
