import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { CallBucket, getToolCallStatistics as operation } from '@bulkhead/contract/tool-calls'
import { sql } from 'kysely'
import { asPrincipal } from '#database/as-principal'
import type { ConfinedTransaction } from '#database/confine'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { fits, workspacesMeant } from './filter-tool-calls.ts'

const DEFAULT_BUCKETS = 60
const DAY_MS = 86_400_000
const MOST_DAYS = 92
/** Durations are counted in classes, each a tenth wider than the one before: counting needs no sorting. */
const WIDER = 1.1

type Query = Input<typeof operation>['query']

/** A span of time in equal parts. */
interface Span {
  readonly since: number
  readonly until: number
  readonly buckets: number
}

/** How many calls fell into a bucket and a class of duration: of the whole, or of the third party's part. */
interface Count {
  readonly bucket: number
  readonly of: 'whole' | 'upstream'
  readonly class: number | null
  readonly calls: string
  readonly errors: string
}

/** Counts calls within the principal's scope, in one pass over an index. */
export async function getToolCallStatistics(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const span = spanOf(query)
  const counts = await asPrincipal(database, principal, 'read only', async (tx) => {
    const workspaces = await workspacesMeant(tx, principal, query)
    return workspaces === 'none' ? [] : countCalls(tx, principal, query, workspaces, span)
  })
  const { since, until, buckets } = span
  const widthMs = (until - since) / buckets
  const byBucket = Map.groupBy(counts, ({ bucket }) => bucket)
  return {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    bucket_seconds: widthMs / 1000,
    data: Array.from({ length: buckets }, (_, bucket) =>
      callBucket(new Date(since + bucket * widthMs), byBucket.get(bucket) ?? []),
    ),
  }
}

/** @throws BulkheadError `invalid_request` */
function spanOf({ since, until, buckets = DEFAULT_BUCKETS }: Query): Span {
  const end = until === undefined ? Date.now() : Date.parse(until)
  const begin = since === undefined ? end - DAY_MS : Date.parse(since)
  if (begin < end && end - begin <= MOST_DAYS * DAY_MS) return { since: begin, until: end, buckets }
  const message = `query.since must be before query.until, by ${MOST_DAYS} days at most`
  throw new BulkheadError('invalid_request', `${message}.`, {
    details: [{ field: 'query.since', message }],
  })
}

async function countCalls(
  tx: ConfinedTransaction,
  { organization }: Principal,
  query: Query,
  workspaces: readonly string[],
  { since, until, buckets }: Span,
): Promise<readonly Count[]> {
  const classOf = (column: string) =>
    sql<number | null>`floor(ln(${sql.ref(`c.${column}`)} + 1) / ${Math.log(WIDER)}::float8)::integer`
  const seconds = sql`extract(epoch from c.at - ${new Date(since)}::timestamptz)::float8`
  const width = (until - since) / buckets / 1000
  const classed = tx
    .selectFrom('tool_calls as c')
    .select([
      // Rounding must not make a bucket behind the last.
      sql<number>`least(floor(${seconds} / ${width}::float8)::integer, ${buckets - 1}::integer)`.as('bucket'),
      classOf('duration_ms').as('whole'),
      classOf('upstream_ms').as('upstream'),
      'c.status',
    ])
    .where('c.organization_id', '=', organization)
    .where('c.at', '>=', new Date(since))
    .where('c.at', '<', new Date(until))
    .where(fits(query, workspaces))
  const { rows } = await sql<Count>`
    select bucket, case grouping(whole) when 0 then 'whole' else 'upstream' end as of,
      case grouping(whole) when 0 then whole else upstream end as class,
      count(*) as calls, count(*) filter (where status = 'error') as errors
    from (${classed}) classed
    group by grouping sets ((bucket, whole), (bucket, upstream))`.execute(tx)
  return rows
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
