import { sql } from 'kysely'
import { LANES } from '#platform/database/lanes'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isInSpan } from './call-span.ts'
import { toClass } from './duration-class.ts'

const HOUR_MS = 3_600_000
/** Maximum number of hours that a step counts. */
const AT_ONCE = 6
/** Delay in milliseconds after the end of an hour before it is counted. Normally calls are written within a second. */
const SETTLED_MS = 5 * 60_000
/** Limit of a statement that counts several hours. Calls that are written wait longer for the organization's row. */
const STATEMENT_MS = LANES.jobs.lockMs - 1_000

/** Returns the time up to which hours are counted. It is the beginning of an hour. */
export function countableUntil(now: number): Date {
  return new Date(Math.floor((now - SETTLED_MS) / HOUR_MS) * HOUR_MS)
}

/**
 * Returns the end of the hours that a step counts. The calls of these hours are complete.
 *
 * @param most Maximum number of hours in a step.
 */
export function getStepEnd(since: Date, newest_hour: Date, most: number, now: number): Date {
  return new Date(
    Math.min(
      since.getTime() + most * HOUR_MS,
      newest_hour.getTime() + HOUR_MS,
      countableUntil(now).getTime(),
    ),
  )
}

/**
 * Limits the statements of a step, because it holds the organization's row, which whoever writes its calls waits for. If
 * a step of several hours takes too long, single ones are counted later. A single hour has the limit of all jobs, or
 * the calls of a busy one could never be counted.
 */
export async function limitStep(
  database: Database,
  tx: TenantTransaction,
  since: Date,
  until: Date,
): Promise<void> {
  // The embedded database has no time limits.
  if (database.engine === 'pglite' || until.getTime() - since.getTime() <= HOUR_MS) return
  await sql`select set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`.execute(tx)
}

/**
 * Counts calls in the next completed hours of an organization. Counts nothing if another process has locked the
 * organization's row.
 *
 * @param most Maximum number of hours in this step.
 * @returns Whether hours were counted.
 */
export function countHours(database: Database, organization: string, most = AT_ONCE): Promise<boolean> {
  return asPrincipal(database, { organization }, 'read write', async (tx) => {
    const state = await tx
      .selectFrom('tool_call_counting')
      .select(['counted_until', 'newest_hour'])
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (state === undefined || state.counted_until > state.newest_hour) return false
    const since = state.counted_until
    const until = getStepEnd(since, state.newest_hour, most, Date.now())
    if (until <= since) return false
    await limitStep(database, tx, since, until)
    await tx.deleteFrom('tool_call_hours').where('hour', '>=', since).where('hour', '<', until).execute()
    await sql`
      with cells as (
        select date_trunc('hour', c.at, 'UTC') as hour, c.definition_id, c.entity, c.action, c.application_id, c.person_id,
          c.code, ${toClass('c.duration_ms')} as whole, ${toClass('c.upstream_ms')} as upstream, count(*) as calls
        from tool_calls c
        where c.organization_id = ${organization}::uuid
          and ${isInSpan({ since: since.getTime(), until: until.getTime() })}
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9
      ),
      numbered as (
        select *, dense_rank() over (
          partition by hour order by definition_id, entity, action, application_id, person_id, code
        ) as part
        from cells
      ),
      parted as (
        select hour, part, definition_id, entity, action, application_id, person_id, code, whole, upstream, calls,
          case when code is null then 0 else calls end as errors
        from numbered
        union all
        select hour, 0, null, null, null, null, null, null, whole, upstream, calls,
          case when code is null then 0 else calls end
        from numbered
      ),
      totals as (
        select hour, part, definition_id, entity, action, application_id, person_id, code, sum(calls) as calls,
          sum(errors) as errors
        from parted group by 1, 2, 3, 4, 5, 6, 7, 8
      ),
      whole as (
        select hour, part, array_agg(whole order by whole) as classes, array_agg(calls order by whole) as calls
        from (select hour, part, whole, sum(calls) as calls from parted group by 1, 2, 3) w
        group by 1, 2
      ),
      upstream as (
        select hour, part, array_agg(upstream order by upstream) as classes, array_agg(calls order by upstream) as calls
        from (select hour, part, upstream, sum(calls) as calls from parted where upstream is not null group by 1, 2, 3) u
        group by 1, 2
      )
      insert into tool_call_hours (organization_id, hour, part, definition_id, entity, action, application_id, person_id,
        code, calls, errors, whole_classes, whole_calls, upstream_classes, upstream_calls)
      select ${organization}::uuid, t.hour, t.part, t.definition_id, t.entity, t.action, t.application_id, t.person_id,
        t.code, t.calls, t.errors, w.classes, w.calls, coalesce(u.classes, '{}'), coalesce(u.calls, '{}')
      from totals t
      join whole w using (hour, part)
      left join upstream u using (hour, part)`.execute(tx)
    await tx.updateTable('tool_call_counting').set({ counted_until: until }).execute()
    return true
  })
}
