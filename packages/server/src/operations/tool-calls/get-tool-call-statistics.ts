import type { CallBucket, getToolCallStatistics as operation } from '@bulkhead/contract/tool-calls'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type CallSpan, getTimes, isInSpan, readSpan, toBucket } from '#records/tool-calls/call-span'
import { fromClass, toClass } from '#records/tool-calls/duration-class'
import {
  type CallFilter,
  haveValues,
  passFilter,
  readCallFilter,
} from '#records/tool-calls/filter-tool-calls'
import {
  type DividedSpan,
  divideSpan,
  fromRanges,
  isByHour,
  isInRange,
  selectHours,
} from '#records/tool-calls/read-hours'
import type { Handler } from '../handler.ts'

const DEFAULT_BUCKETS = 60

/** Number of calls in a bucket and a duration class, of the whole call or its upstream part. */
interface Count {
  readonly bucket: number
  /** The kind `errors` is for hours counted in advance, whose classes do not say how calls ended. */
  readonly of: 'whole' | 'upstream' | 'errors'
  readonly class: number | null
  readonly calls: string
  readonly errors: string
}

/** Counts calls within the principal's scope. */
export const getToolCallStatistics: Handler<typeof operation> = async (
  { database },
  principal,
  { query },
) => {
  const span = readSpan(query, query.buckets ?? DEFAULT_BUCKETS)
  const counts = await asPrincipal(database, principal, 'read only', async (tx) => {
    const filter = await readCallFilter(tx, principal, query)
    if (filter === undefined) return []
    if (!isByHour(principal, filter)) return countCalls(tx, filter, span)
    const divided = await divideSpan(tx, span, 'counted_until')
    if (divided.hours.length === 0) return countCalls(tx, filter, span)
    return [...(await addHours(tx, filter, divided)), ...(await countCalls(tx, filter, span, divided))]
  })
  const { since, until, buckets } = span
  const widthMs = (until - since) / buckets
  const byBucket = Map.groupBy(counts, ({ bucket }) => bucket)
  return {
    ...getTimes(span),
    data: Array.from({ length: buckets }, (_, bucket) =>
      callBucket(new Date(since + bucket * widthMs), byBucket.get(bucket) ?? []),
    ),
  }
}

/** @param divided Leaves the hours out that are counted. */
async function countCalls(
  tx: TenantTransaction,
  filter: CallFilter,
  span: CallSpan,
  divided?: DividedSpan,
): Promise<readonly Count[]> {
  const calls = tx
    .selectFrom('tool_calls as c')
    .select([
      toBucket(span).as('bucket'),
      toClass('c.duration_ms').as('whole'),
      toClass('c.upstream_ms').as('upstream'),
      sql<string>`count(*)`.as('calls'),
      sql<string>`count(*) filter (where c.status = 'error')`.as('errors'),
    ])
    .where(haveValues(filter.indexed))
    .where(passFilter(filter))
    .where(divided === undefined ? isInSpan(span) : isInRange())
    .groupBy(['bucket', 'whole', 'upstream'])
  const counted =
    divided === undefined
      ? calls
      : sql`select own.* from ${fromRanges(divided)} cross join lateral (${calls}) own`
  const { rows } = await sql<Count>`
    select bucket, case grouping(whole) when 0 then 'whole' else 'upstream' end as of,
      case grouping(whole) when 0 then whole else upstream end as class, sum(calls) as calls, sum(errors) as errors
    from (${counted}) counted
    group by grouping sets ((bucket, whole), (bucket, upstream))`.execute(tx)
  return rows
}

/** Adds the hours that were counted in advance. */
async function addHours(
  tx: TenantTransaction,
  filter: CallFilter,
  divided: DividedSpan,
): Promise<readonly Count[]> {
  const { rows } = await sql<Count>`
    with found as materialized (${selectHours(tx, filter, divided)})
    select bucket, 'errors' as of, null::integer as class, 0 as calls, sum(errors) as errors from found group by 1
    union all
    select bucket, 'whole', w.class, sum(w.calls), 0
    from found, unnest(whole_classes, whole_calls) as w (class, calls) group by 1, 3
    union all
    select bucket, 'upstream', u.class, sum(u.calls), 0
    from found, unnest(upstream_classes, upstream_calls) as u (class, calls) group by 1, 3`.execute(tx)
  return rows
}

function callBucket(at: Date, counts: readonly Count[]): CallBucket {
  const whole = addClasses(counts.filter((count) => count.of === 'whole'))
  const upstream = addClasses(counts.filter((count) => count.of === 'upstream' && count.class !== null))
  const errors = counts.reduce(
    (total, count) => total + (count.of === 'upstream' ? 0 : Number(count.errors)),
    0,
  )
  return {
    at: at.toISOString(),
    calls: whole.reduce((total, { calls }) => total + calls, 0),
    errors,
    p50_ms: percentile(whole, 0.5),
    p95_ms: percentile(whole, 0.95),
    upstream_p50_ms: percentile(upstream, 0.5),
  }
}

/** Returns the calls of each class, in the order of the classes. */
function addClasses(counts: readonly Count[]): { class: number; calls: number }[] {
  const calls = new Map<number, number>()
  for (const count of counts) {
    const of = Number(count.class)
    calls.set(of, (calls.get(of) ?? 0) + Number(count.calls))
  }
  return [...calls]
    .map(([of, number]) => ({ class: of, calls: number }))
    .sort((one, other) => one.class - other.class)
}

/** Returns the middle of the class in which this share of the calls is reached. */
function percentile(counts: readonly { class: number; calls: number }[], part: number): number | null {
  const wanted = part * counts.reduce((total, { calls }) => total + calls, 0)
  let reached = 0
  for (const { class: of, calls } of counts) {
    reached += calls
    if (reached >= wanted) return fromClass(of)
  }
  return null
}
