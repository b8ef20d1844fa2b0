import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt, MOST_LOOKED_AT } from '#platform/keyset'

const HOUR_MS = 3_600_000
const HOURS = 24

/** Start of the time in which failed calls count, and end of the hours whose counts are precomputed. */
export interface RecentErrors {
  readonly since: Date
  readonly countedUntil: Date
}

/** Returns the last 24 hours. For a member, no precomputed hour is used, because those counts cover all workspaces. */
export async function readRecentErrors(tx: TenantTransaction, now = Date.now()): Promise<RecentErrors> {
  const since = new Date((Math.floor(now / HOUR_MS) - HOURS + 1) * HOUR_MS)
  if (tx.scope.member !== undefined) return { since, countedUntil: since }
  const counted = await tx
    .selectFrom('tool_call_counting')
    .select('workspaces_until as until')
    .executeTakeFirst()
  return { since, countedUntil: new Date(Math.max(since.getTime(), counted?.until?.getTime() ?? 0)) }
}

/**
 * Returns a query for the workspaces with failed calls and the number of these calls. It adds the precomputed hours and
 * the calls after them, and reads at most the newest {@link MOST_LOOKED_AT} rows of each.
 */
export function countRecentErrors(tx: TenantTransaction, { since, countedUntil }: RecentErrors) {
  const calls = tx
    .selectFrom('tool_calls')
    .select(['workspace_id', sql<number>`1`.as('errors')])
    .where(sql<boolean>`status = 'error'`)
    .where(sql<boolean>`call_id >= ${firstIdAt(countedUntil.getTime())}::uuid`)
    .orderBy('call_id', 'desc')
    .limit(MOST_LOOKED_AT)
  const hours = tx
    .selectFrom('workspace_call_hours')
    .select(['workspace_id', 'errors'])
    .where(sql<boolean>`errors > 0`)
    .where('hour', '>=', since)
    .where('hour', '<', countedUntil)
    .orderBy('hour', 'desc')
    .limit(MOST_LOOKED_AT)
  const recent = tx.selectFrom(calls.as('calls')).select(['workspace_id', 'errors'])
  const all =
    since < countedUntil
      ? recent.unionAll(tx.selectFrom(hours.as('hours')).select(['workspace_id', 'errors']))
      : recent
  return tx
    .selectFrom(all.as('recent'))
    .select(['workspace_id', sql<number>`sum(errors)::integer`.as('ranked_by')])
    .where('workspace_id', 'is not', null)
    .groupBy('workspace_id')
}
