import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isInSpan } from './call-span.ts'
import { getStepEnd, limitStep } from './count-hours.ts'

/** Maximum number of hours that a step counts. */
const AT_ONCE = 24

/**
 * Counts calls by workspace in the next completed hours of an organization. Counts nothing if another process has
 * locked the organization's row.
 *
 * @param most Maximum number of hours in this step.
 * @returns Whether hours were counted.
 */
export function countWorkspaceHours(
  database: Database,
  organization: string,
  most = AT_ONCE,
): Promise<boolean> {
  return asPrincipal(database, { organization }, 'read write', async (tx) => {
    const state = await tx
      .selectFrom('tool_call_counting')
      .select(['workspaces_until', 'newest_hour'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (state === undefined) return false
    const since = state.workspaces_until ?? (await getFirstHour(tx)) ?? new Date(state.newest_hour)
    const until = getStepEnd(since, state.newest_hour, most, Date.now())
    if (until <= since) return false
    await limitStep(database, tx, since, until)
    await tx.deleteFrom('workspace_call_hours').where('hour', '>=', since).where('hour', '<', until).execute()
    await sql`
      insert into workspace_call_hours (organization_id, hour, part, workspace_id, calls, errors)
      select ${organization}::uuid, hour, row_number() over (partition by hour), workspace_id, calls, errors
      from (
        select date_trunc('hour', c.at, 'UTC') as hour, c.workspace_id, count(*) as calls,
          count(*) filter (where c.status = 'error') as errors
        from tool_calls c
        where c.organization_id = ${organization}::uuid
          and ${isInSpan({ since: since.getTime(), until: until.getTime() })}
        group by 1, 2
      ) counted`.execute(tx)
    await tx.updateTable('tool_call_counting').set({ workspaces_until: until }).execute()
    return true
  })
}

/** Returns the hour of the oldest call. There is nothing to count before it. */
async function getFirstHour(tx: TenantTransaction): Promise<Date | undefined> {
  const first = await tx
    .selectFrom('tool_calls')
    .select(sql<Date>`date_trunc('hour', at, 'UTC')`.as('hour'))
    .orderBy('call_id')
    .limit(1)
    .executeTakeFirst()
  return first?.hour
}
