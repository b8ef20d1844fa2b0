import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt } from '#platform/keyset'
import type { CallSpan } from './call-span.ts'
import type { CallFilter } from './filter-tool-calls.ts'

const HOUR_MS = 3_600_000
/** Columns by which the counted hours of an organization are divided, in addition to the status. */
const DIVIDED = ['definition_id', 'entity', 'action', 'application_id', 'person_id', 'code', 'status']

/**
 * Returns whether counted hours can serve a filter. They contain no workspace and no connector, and cover all
 * workspaces.
 */
export function isByHour({ workspace, member }: Principal, { indexed, others }: CallFilter): boolean {
  const seesAll = workspace === undefined && member === undefined
  return seesAll && [...indexed, ...others].every(([column]) => DIVIDED.includes(column))
}

/** Span divided into counted hours, with the bucket of each, and time ranges whose calls must be read. */
export interface DividedSpan {
  readonly hours: readonly { readonly at: Date; readonly bucket: number }[]
  readonly ranges: readonly { readonly since: Date; readonly until: Date }[]
}

/** Divides a span at the hour up to which the organization's calls are counted. */
export async function divideSpan(
  tx: TenantTransaction,
  span: CallSpan,
  column: 'counted_until' | 'workspaces_until',
): Promise<DividedSpan> {
  const row = await tx.selectFrom('tool_call_counting').select(`${column} as until`).executeTakeFirst()
  return divide(span, row?.until?.getTime() ?? 0)
}

/** Divides a span. Hours that lie in two buckets and times that are not counted yet are read call by call. */
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

/**
 * Returns a query of the counted hours that match a filter, as `h` with the bucket of each.
 *
 * @param rows Whether one row for each hour is enough if there is no filter, or all parts of the hour are needed.
 */
export function selectHours(
  { scope }: TenantTransaction,
  { indexed, others, operation }: CallFilter,
  { hours }: DividedSpan,
  rows: 'sums' | 'parts' = 'sums',
) {
  const conditions = [...indexed, ...others].map(([column, value]): RawBuilder<SqlBool> => {
    if (column === 'status') return value === 'error' ? sql`h.code is not null` : sql`h.code is null`
    return sql`${sql.ref(`h.${column}`)} = ${value}`
  })
  if (operation !== undefined)
    conditions.push(
      sql`position(${operation.toLowerCase()}::text in lower(concat(h.entity, '.', h.action))) > 0`,
    )
  // Part 0 of an hour contains all of its calls together.
  conditions.push(conditions.length === 0 && rows === 'sums' ? sql`h.part = 0` : sql`h.part > 0`)
  const times = hours.map(({ at }) => at.toISOString())
  const buckets = hours.map(({ bucket }) => bucket)
  return sql`
    select w.bucket, h.*
    from unnest(${times}::timestamptz[], ${buckets}::integer[]) as w (hour, bucket)
    join tool_call_hours h on h.organization_id = ${scope.organization}::uuid and h.hour = w.hour
    where ${sql.join(conditions, sql` and `)}`
}

/** Returns the condition that calls, as `c`, are in one of the time ranges that are read call by call. */
export function isInRange() {
  return sql<boolean>`(c.call_id >= r.first and c.call_id < r.behind)`
}

/**
 * Returns the time ranges that are read call by call, as `r`, for a `from` clause. Grouped calls are joined laterally, so
 * that each range is found by index. Joined directly with a filter, all calls would be compared with all ranges.
 */
export function fromRanges({ ranges }: DividedSpan) {
  const first = ranges.map(({ since }) => firstIdAt(since.getTime()))
  const behind = ranges.map(({ until }) => firstIdAt(until.getTime()))
  return sql`unnest(${first}::uuid[], ${behind}::uuid[]) as r (first, behind)`
}
