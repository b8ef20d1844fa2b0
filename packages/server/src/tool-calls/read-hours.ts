import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt } from '#platform/keyset'
import type { Principal } from '#request/principal'
import type { CallSpan } from './call-span.ts'
import type { CallFilter } from './filter-tool-calls.ts'

const HOUR_MS = 3_600_000
/** Columns by which the hours of an organization are divided, besides the status. */
const DIVIDED = ['definition_id', 'entity', 'action', 'application_id', 'person_id', 'code', 'status']

/** Whether counted hours know what the filter asks for: they know no workspace and no connector, and are of all workspaces. */
export function isByHour({ workspace, member }: Principal, { indexed, others }: CallFilter): boolean {
  const seesAll = workspace === undefined && member === undefined
  return seesAll && [...indexed, ...others].every(([column]) => DIVIDED.includes(column))
}

/** A span divided into hours that are counted, with the bucket of each, and times whose calls are to be read. */
export interface DividedSpan {
  readonly hours: readonly { readonly at: Date; readonly bucket: number }[]
  readonly ranges: readonly { readonly since: Date; readonly until: Date }[]
}

/** Divides a span at the hour to which the calls of the organization are counted. */
export async function divideSpan(
  tx: TenantTransaction,
  span: CallSpan,
  column: 'counted_until' | 'workspaces_until',
): Promise<DividedSpan> {
  const row = await tx.selectFrom('tool_call_counting').select(`${column} as until`).executeTakeFirst()
  return divide(span, row?.until?.getTime() ?? 0)
}

/** An hour that lies in two buckets is read call by call, and so is what was not counted yet. */
function divide({ since, until, buckets }: CallSpan, countedUntil: number): DividedSpan {
  const width = (until - since) / buckets
  const bucketAt = (ms: number) => Math.min(Math.floor((ms - since) / width), buckets - 1)
  const hours: { at: Date; bucket: number }[] = []
  const ranges: { since: Date; until: Date }[] = []
  let read = since
  for (let hour = Math.ceil(since / HOUR_MS) * HOUR_MS; ; hour += HOUR_MS) {
    const end = hour + HOUR_MS
    if (end > Math.min(until, countedUntil)) break
    const bucket = bucketAt(hour)
    if (bucket !== bucketAt(end - 1)) continue
    if (read < hour) ranges.push({ since: new Date(read), until: new Date(hour) })
    hours.push({ at: new Date(hour), bucket })
    read = end
  }
  if (read < until) ranges.push({ since: new Date(read), until: new Date(until) })
  return { hours, ranges }
}

/** Query of the counted hours that a filter leaves, as `h` with the bucket of each. */
export function selectHours(
  { scope }: TenantTransaction,
  { indexed, others, operation }: CallFilter,
  { hours }: DividedSpan,
) {
  const conditions = [...indexed, ...others].map(([column, value]): RawBuilder<SqlBool> => {
    if (column === 'status') return value === 'error' ? sql`h.code is not null` : sql`h.code is null`
    return sql`${sql.ref(`h.${column}`)} = ${value}`
  })
  if (operation !== undefined)
    conditions.push(
      sql`position(${operation.toLowerCase()}::text in lower(concat(h.entity, '.', h.action))) > 0`,
    )
  // All calls of an hour are together in its part 0.
  conditions.push(conditions.length === 0 ? sql`h.part = 0` : sql`h.part > 0`)
  const times = hours.map(({ at }) => at.toISOString())
  const buckets = hours.map(({ bucket }) => bucket)
  return sql`
    select w.bucket, h.*
    from unnest(${times}::timestamptz[], ${buckets}::integer[]) as w (hour, bucket)
    join tool_call_hours h on h.organization_id = ${scope.organization}::uuid and h.hour = w.hour
    where ${sql.join(conditions, sql` and `)}`
}

/** Counts of workspaces in the counted hours, as groups of calls. */
export function selectWorkspaceHours({ scope }: TenantTransaction, { hours }: DividedSpan) {
  const times = hours.map(({ at }) => at.toISOString())
  const buckets = hours.map(({ bucket }) => bucket)
  return sql`
    select coalesce(h.workspace_id::text, '') as key, w.bucket, sum(h.calls) as calls, sum(h.errors) as errors
    from unnest(${times}::timestamptz[], ${buckets}::integer[]) as w (hour, bucket)
    join workspace_call_hours h on h.organization_id = ${scope.organization}::uuid and h.hour = w.hour
    group by 1, 2`
}

/** The condition that calls, as `c`, are in one of the times that are read call by call. */
export function isInRange() {
  return sql<boolean>`(c.call_id >= r.first and c.call_id < r.behind)`
}

/** The times that are read call by call, as `r`. */
export function selectRanges({ ranges }: DividedSpan) {
  const first = ranges.map(({ since }) => firstIdAt(since.getTime()))
  const behind = ranges.map(({ until }) => firstIdAt(until.getTime()))
  return sql<{ first: string; behind: string }>`unnest(${first}::uuid[], ${behind}::uuid[])`.as<'r'>(
    sql.raw('r (first, behind)'),
  )
}
