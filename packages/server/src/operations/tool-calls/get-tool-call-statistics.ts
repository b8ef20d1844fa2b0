import type { Input, Output } from '@bulkhead/contract/operation'
import type { CallBucket, getToolCallStatistics as operation } from '@bulkhead/contract/tool-calls'
import { sql } from 'kysely'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Principal } from '#request/principal'
import { type CallSpan, getTimes, isInSpan, readSpan, toBucket } from '#tool-calls/call-span'
import { type CallFilter, haveValues, passFilter, readCallFilter } from '#tool-calls/filter-tool-calls'

const DEFAULT_BUCKETS = 60
/** Durations are counted in classes, each a tenth wider than the one before: counting needs no sorting. */
const WIDER = 1.1

/** How many calls fell into a bucket and a class of duration: of the whole, or of the third party's part. */
interface Count {
  readonly bucket: number
  readonly of: 'whole' | 'upstream'
  readonly class: number | null
  readonly calls: string
  readonly errors: string
}

/** Counts calls within the principal's scope. */
export async function getToolCallStatistics(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const span = readSpan(query, query.buckets ?? DEFAULT_BUCKETS)
  const counts = await asPrincipal(database, principal, 'read only', async (tx) => {
    const filter = await readCallFilter(tx, principal, query)
    return filter === undefined ? [] : countCalls(tx, filter, span)
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

async function countCalls(
  tx: TenantTransaction,
  filter: CallFilter,
  span: CallSpan,
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
    .where(isInSpan(span, filter))
    .groupBy(['bucket', 'whole', 'upstream'])
  const { rows } = await sql<Count>`
    select bucket, case grouping(whole) when 0 then 'whole' else 'upstream' end as of,
      case grouping(whole) when 0 then whole else upstream end as class, sum(calls) as calls, sum(errors) as errors
    from (${calls}) counted
    group by grouping sets ((bucket, whole), (bucket, upstream))`.execute(tx)
  return rows
}

function toClass(duration: string) {
  return sql<number | null>`floor(ln(${sql.ref(duration)} + 1) / ${Math.log(WIDER)}::float8)::integer`
}

function callBucket(at: Date, counts: readonly Count[]): CallBucket {
  const whole = counts.filter((count) => count.of === 'whole')
  const upstream = counts.filter((count) => count.of === 'upstream' && count.class !== null)
  const sum = (key: 'calls' | 'errors') => whole.reduce((total, count) => total + Number(count[key]), 0)
  return {
    at: at.toISOString(),
    calls: sum('calls'),
    errors: sum('errors'),
    p50_ms: percentile(whole, 0.5),
    p95_ms: percentile(whole, 0.95),
    upstream_p50_ms: percentile(upstream, 0.5),
  }
}

/** The middle of the class in which this part of the calls is reached. */
function percentile(counts: readonly Count[], part: number): number | null {
  const wanted = part * counts.reduce((total, { calls }) => total + Number(calls), 0)
  let reached = 0
  for (const count of counts.toSorted((one, other) => Number(one.class) - Number(other.class))) {
    reached += Number(count.calls)
    if (reached >= wanted) return Math.round(WIDER ** (Number(count.class) + 0.5) - 1)
  }
  return null
}
