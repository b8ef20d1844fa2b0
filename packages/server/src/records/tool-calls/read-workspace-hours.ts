import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { CallFilter } from './filter-tool-calls.ts'
import type { DividedSpan } from './read-hours.ts'

/** Returns whether the hours counted by workspace can serve a filter. Of a call they know only its status. */
export function isByWorkspaceHour({ indexed, others, operation }: CallFilter): boolean {
  return operation === undefined && [...indexed, ...others].every(([column]) => column === 'status')
}

/**
 * Returns the counts of workspaces in the counted hours, as groups of calls. Workspaces are compared by id before it
 * becomes a string, because there may be a million rows.
 *
 * @param keys If given, only these workspaces are counted.
 */
export function selectWorkspaceHours(
  tx: TenantTransaction,
  filter: CallFilter,
  divided: DividedSpan,
  keys: readonly string[] | undefined,
) {
  const { calls, errors, found } = getCounts(filter)
  const chosen = keys === undefined ? sql`true` : isOneOf('h.workspace_id', keys)
  return sql`
    select coalesce(workspace_id::text, '') as key, bucket, calls, errors
    from (
      select h.workspace_id, w.bucket, sum(${calls}) as calls, sum(${errors}) as errors
      from ${fromHours(divided)}
      join workspace_call_hours h on h.organization_id = ${tx.scope.organization}::uuid and h.hour = w.hour
      where ${found} and ${chosen}
      group by 1, 2
    ) summed`
}

/** Returns the counts of the workspace `k.id` in the counted hours. */
export function selectHoursOf(tx: TenantTransaction, filter: CallFilter, divided: DividedSpan) {
  const { calls, errors, found } = getCounts(filter)
  return sql`
    select w.bucket, ${calls} as calls, ${errors} as errors
    from ${fromHours(divided)}
    join workspace_call_hours h
      on h.organization_id = ${tx.scope.organization}::uuid and h.workspace_id = k.id and h.hour = w.hour
    where ${found}`
}

/** Returns the condition that a column of workspace ids has one of these keys. The empty key means no workspace. */
export function isOneOf(column: string, keys: readonly string[]): RawBuilder<SqlBool> {
  const ids = keys.filter((key) => key !== '')
  const named = sql<SqlBool>`${sql.ref(column)} = any(${ids}::uuid[])`
  return ids.length === keys.length ? named : sql`(${named} or ${sql.ref(column)} is null)`
}

/** Returns the numbers of an hour `h` that pass the filter, and the condition that there are any. */
function getCounts({ indexed, others }: CallFilter) {
  const [status] = [...indexed, ...others].map(([, value]) => value)
  if (status === 'error') return { calls: sql`h.errors`, errors: sql`h.errors`, found: sql`h.errors > 0` }
  if (status === 'success')
    return { calls: sql`h.calls - h.errors`, errors: sql`0`, found: sql`h.calls > h.errors` }
  return { calls: sql`h.calls`, errors: sql`h.errors`, found: sql`true` }
}

function fromHours({ hours }: DividedSpan) {
  const times = hours.map(({ at }) => at.toISOString())
  const buckets = hours.map(({ bucket }) => bucket)
  return sql`unnest(${times}::timestamptz[], ${buckets}::integer[]) as w (hour, bucket)`
}
