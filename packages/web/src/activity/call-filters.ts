import { msg } from '@lingui/core/macro'
import type { Input } from '#api/api.ts'
import { readCaller } from '#entities/filters/read-caller.ts'

/** Filters of calls, as the URL holds them. */
export interface CallSearch {
  readonly workspace?: string
  readonly connector?: string
  /** Definition id. */
  readonly service?: string
  /** Part of `entity.action`. */
  readonly operation?: string
  readonly entity?: string
  readonly action?: string
  readonly status?: string
  readonly code?: string
  readonly caller?: string
  /** Start of the time range: `1h`, `24h`, `7d`, `30d`, or an ISO time. */
  readonly since?: string
  readonly until?: string
  /** Grouping of the statistics. Filters nothing. */
  readonly by?: string
}

export const RANGES = [
  { value: '1h', label: msg`Last hour`, ms: 3_600_000 },
  { value: '24h', label: msg`Last 24 hours`, ms: 86_400_000 },
  { value: '7d', label: msg`Last 7 days`, ms: 604_800_000 },
  { value: '30d', label: msg`Last 30 days`, ms: 2_592_000_000 },
] as const
export const USUAL_RANGE = '24h'

type CallQuery = Omit<NonNullable<Input<'listToolCalls'>['query']>, 'limit' | 'cursor'>

/** Returns the start and end of the time range in the URL, in milliseconds. */
export function getBounds(
  { since = USUAL_RANGE, until }: CallSearch,
  now: number,
): { since: number; until: number } {
  const asked = until === undefined ? now : Date.parse(until)
  const end = Number.isNaN(asked) ? now : asked
  const range = RANGES.find(({ value }) => value === since)
  const start = range === undefined ? Date.parse(since) : end - range.ms
  return { since: Number.isNaN(start) ? end - RANGES[1].ms : start, until: end }
}

/**
 * Returns the filters as parameters of the API. The start is rounded down to the full minute, so that the parameters,
 * and with them the query key of the cache, stay the same for a while.
 */
export function getQuery(search: CallSearch, workspace_id: string | undefined, now: number): CallQuery {
  const { connector, service, operation, entity, action, status, code, caller, workspace, until } = search
  const bounds = getBounds(search, now)
  const meant = workspace_id ?? workspace
  return {
    ...(meant !== undefined && { workspace_id: meant }),
    ...(connector !== undefined && { connector_id: connector }),
    ...(service !== undefined && { definition_id: service }),
    ...(operation !== undefined && { operation_contains: operation }),
    ...(entity !== undefined && { entity }),
    ...(action !== undefined && { action }),
    ...((status === 'success' || status === 'error') && { status }),
    ...(code !== undefined && { code: code as CallQuery['code'] & string }),
    ...(caller !== undefined && readCaller(caller)),
    since: new Date(Math.floor(bounds.since / 60_000) * 60_000).toISOString(),
    ...(until !== undefined && { until: new Date(bounds.until).toISOString() }),
  }
}
