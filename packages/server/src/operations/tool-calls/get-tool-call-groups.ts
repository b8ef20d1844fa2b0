import { invalid } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import type { CallGroup, getToolCallGroups as operation } from '@bulkhead/contract/tool-calls'
import { type RawBuilder, sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { type CallSpan, getTimes, isInSpan, readSpan, toBucket } from '#records/tool-calls/call-span'
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
import { readNames } from '#records/tool-calls/read-names'
import {
  isByWorkspaceHour,
  isOneOf,
  selectHoursOf,
  selectWorkspaceHours,
} from '#records/tool-calls/read-workspace-hours'
import type { Handler } from '../handler.ts'

const DEFAULT_LIMIT = 10

type Query = Input<typeof operation>['query']
type Grouping = Query['by']

/** Key of the group of a call `c`. Empty if the call has none. */
const KEYS: Readonly<Record<Grouping, RawBuilder<string>>> = {
  service: sql`coalesce(c.definition_id::text, '')`,
  connector: sql`coalesce(c.connector_id::text, '')`,
  workspace: sql`coalesce(c.workspace_id::text, '')`,
  // The caller is either an application or a person.
  caller: sql`coalesce('application ' || c.application_id::text, 'person ' || c.person_id::text)`,
  status: sql`c.status`,
  code: sql`coalesce(c.code, '')`,
}

/** Groupings that the hours counted for charts are divided by, with the key of a row `c` of them. */
const HOUR_KEYS: { readonly [By in Grouping]?: RawBuilder<string> } = {
  service: KEYS.service,
  caller: KEYS.caller,
  status: sql`case when c.code is null then 'success' else 'error' end`,
  code: KEYS.code,
}

/** Calls of one group in one bucket. If `key` is null, calls of all groups beyond the limit together. */
interface Count {
  readonly key: string | null
  readonly bucket: number
  readonly calls: string
  readonly errors: string
  readonly groups: string
}

/** Counts calls within the principal's scope by group. */
export const getToolCallGroups: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const { by, limit = DEFAULT_LIMIT, include_names } = query
  const keys = readKeys(query)
  const span = readSpan(query, query.buckets ?? 1)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const filter = await readCallFilter(tx, principal, query)
    const divided = filter && (await getDivided(tx, principal, by, filter, span))
    const counts =
      filter === undefined
        ? []
        : keys !== undefined
          ? await countKeys(tx, by, filter, span, keys, divided)
          : by === 'workspace' || by === 'connector'
            ? await countMany(tx, by, filter, span, limit, divided)
            : await countGroups(tx, by, filter, span, limit, divided)
    const byKey = Map.groupBy(counts, ({ key }) => key)
    const further = byKey.get(null)
    byKey.delete(null)
    const found = keys ?? [...byKey.keys()].filter((key) => key !== null)
    const groups = found.map((key) => toGroup(key, by, byKey.get(key) ?? [], span))
    if (keys === undefined) groups.sort(byCalls)
    const names = include_names === true ? await readNames(tx, by, found) : undefined
    return {
      ...getTimes(span),
      data: groups.map((group) => ({
        ...group,
        ...(names !== undefined && { name: names.get(group.key ?? '') ?? null }),
      })),
      rest: further === undefined ? null : { groups: Number(further[0]?.groups ?? 0), ...sum(further) },
    }
  })
}

/** Compares groups in the same way as the query. Groups with equal counts are ordered by key. */
function byCalls(one: CallGroup, other: CallGroup): number {
  return other.calls - one.calls || ((one.key ?? '') < (other.key ?? '') ? -1 : 1)
}

/** @throws BulkheadError `invalid_request` */
function readKeys({ by, keys }: Query): readonly string[] | undefined {
  if (keys === undefined) return undefined
  if (by !== 'connector' && by !== 'workspace')
    throw invalid(
      'query.keys',
      'query.keys takes ids of connectors or workspaces, so query.by must be one of them',
    )
  return [...new Set(keys.toLowerCase().split(','))]
}

/** @returns Undefined if the counted hours cannot serve the request. */
async function getDivided(
  tx: TenantTransaction,
  principal: Principal,
  by: Grouping,
  filter: CallFilter,
  span: CallSpan,
): Promise<DividedSpan | undefined> {
  const isCounted = by === 'workspace' ? isByWorkspaceHour(filter) : HOUR_KEYS[by] !== undefined
  if (!isCounted || !isByHour(principal, filter)) return undefined
  const divided = await divideSpan(tx, span, by === 'workspace' ? 'workspaces_until' : 'counted_until')
  return divided.hours.length === 0 ? undefined : divided
}

/**
 * Returns the counts of all groups. A group may have several rows of the same bucket.
 *
 * @param divided If given, adds the counted hours and reads only the calls outside those hours.
 * @param only Keys of the only workspaces or connectors to count.
 */
function selectCounts(
  tx: TenantTransaction,
  by: Grouping,
  filter: CallFilter,
  span: CallSpan,
  divided: DividedSpan | undefined,
  only?: readonly string[],
) {
  const calls = tx
    .selectFrom('tool_calls as c')
    .select([
      KEYS[by].as('key'),
      toBucket(span).as('bucket'),
      sql<string>`count(*)`.as('calls'),
      sql<string>`count(*) filter (where c.status = 'error')`.as('errors'),
    ])
    .where(haveValues(filter.indexed))
    .where(passFilter(filter))
    .where(divided === undefined ? isInSpan(span) : isInRange())
    .$if(only !== undefined, (calls) => calls.where(isOneOf(`c.${by}_id`, only ?? [])))
    .groupBy(['key', 'bucket'])
  if (divided === undefined) return calls
  const key = HOUR_KEYS[by]
  const hours =
    key === undefined
      ? selectWorkspaceHours(tx, filter, divided, only)
      : sql`
        select ${key} as key, c.bucket, sum(c.calls) as calls, sum(c.errors) as errors
        from (${selectHours(tx, filter, divided, 'parts')}) c
        group by 1, 2`
  return sql`
    select own.* from ${fromRanges(divided)} cross join lateral (${calls}) own
    union all ${hours}`
}

/** Counts the groups with the most calls, and the others together. */
async function countGroups(
  tx: TenantTransaction,
  by: Grouping,
  filter: CallFilter,
  span: CallSpan,
  limit: number,
  divided: DividedSpan | undefined,
): Promise<readonly Count[]> {
  const { rows } = await sql<Count>`
    with counted as materialized (${selectCounts(tx, by, filter, span, divided)}),
    totals as materialized (
      select key, sum(calls) as calls, sum(errors) as errors from counted group by key
    ),
    shown as materialized (select key from totals order by calls desc, key limit ${limit}::integer)
    select key, bucket, sum(calls) as calls, sum(errors) as errors, 0 as groups
    from counted where key in (select key from shown)
    group by 1, 2
    union all
    select null, 0, sum(calls), sum(errors), count(*)
    from totals where key not in (select key from shown)
    having count(*) > 0`.execute(tx)
  return rows
}

/**
 * Counts like {@link countGroups}. There may be too many workspaces or connectors to count each in every bucket, so
 * those with the most calls in the whole span are found first.
 */
async function countMany(
  tx: TenantTransaction,
  by: 'workspace' | 'connector',
  filter: CallFilter,
  span: CallSpan,
  limit: number,
  divided: DividedSpan | undefined,
): Promise<readonly Count[]> {
  if (span.buckets === 1) return countGroups(tx, by, filter, span, limit, divided)
  const whole = { ...span, buckets: 1 }
  const undivided = divided && (await divideSpan(tx, whole, 'workspaces_until'))
  const ranked = await countGroups(tx, by, filter, whole, limit, undivided)
  const shown = ranked.flatMap(({ key }) => key ?? [])
  const { rows } = await sql<Count>`
    select key, bucket, sum(calls) as calls, sum(errors) as errors, 0 as groups
    from (${selectCounts(tx, by, filter, span, divided, shown)}) counted
    group by 1, 2`.execute(tx)
  return [...rows, ...ranked.filter(({ key }) => key === null)]
}

/**
 * Counts the calls of each given id, each with one index lookup.
 *
 * @param divided If given, adds the hourly counts and reads only the calls outside those hours.
 */
async function countKeys(
  tx: TenantTransaction,
  by: Grouping,
  filter: CallFilter,
  span: CallSpan,
  keys: readonly string[],
  divided: DividedSpan | undefined,
): Promise<readonly Count[]> {
  const column = by === 'connector' ? 'c.connector_id' : 'c.workspace_id'
  const own = tx
    .selectFrom('tool_calls as c')
    .select([
      toBucket(span).as('bucket'),
      sql<string>`count(*)`.as('calls'),
      sql<string>`count(*) filter (where c.status = 'error')`.as('errors'),
    ])
    .whereRef(column, '=', sql.ref('k.id'))
    .where(haveValues(filter.indexed))
    .where(passFilter(filter))
    .where(divided === undefined ? isInSpan(span) : isInRange())
    .groupBy('bucket')
  const ids = sql`unnest(${keys}::uuid[]) as k (id)`
  const ranges = divided === undefined ? sql`` : sql`cross join ${fromRanges(divided)}`
  const calls = sql`
    select k.id::text as key, own.bucket, own.calls, own.errors, 0 as groups
    from ${ids} ${ranges} cross join lateral (${own}) own`
  const counted =
    divided === undefined
      ? calls
      : sql`${calls}
        union all select k.id::text, own.bucket, own.calls, own.errors, 0
        from ${ids} cross join lateral (${selectHoursOf(tx, filter, divided)}) own`
  const { rows } = await sql<Count>`${counted}`.execute(tx)
  return rows
}

function toGroup(key: string, by: Grouping, counts: readonly Count[], { buckets }: CallSpan): CallGroup {
  const series = Array.from({ length: buckets }, (_, bucket) =>
    sum(counts.filter((count) => count.bucket === bucket)),
  )
  const [kind, id] = by === 'caller' ? key.split(' ') : [undefined, key]
  return {
    key: id === undefined || id === '' ? null : id,
    caller: kind === 'application' || kind === 'person' ? kind : null,
    ...sum(counts),
    series,
  }
}

function sum(counts: readonly Count[]): { calls: number; errors: number } {
  return counts.reduce(
    (total, { calls, errors }) => ({
      calls: total.calls + Number(calls),
      errors: total.errors + Number(errors),
    }),
    { calls: 0, errors: 0 },
  )
}
