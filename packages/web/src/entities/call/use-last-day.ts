import { useQueries } from '@tanstack/react-query'
import type { Output } from '#api/api.ts'
import { readOptions, useApi } from '#api/use-api.ts'

/** Calls of one workspace or connector in the last day, in total and by hour. */
export type DayOfCalls = Output<'getToolCallGroups'>['data'][number]

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const HOURS = 24
/** Maximum number of ids per request of the API, and length of a page of a list. */
const MOST = 100

/**
 * Reads the calls of the last day of the rows of a list, by their ids. Sends one request for each page of the list. The
 * range uses whole hours, because the server precomputes the counts of completed hours.
 */
export function useLastDay(
  by: 'workspace' | 'connector',
  ids: readonly string[],
): ReadonlyMap<string | null, DayOfCalls> {
  const api = useApi()
  const until = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
  const span = {
    since: new Date(until - HOURS * HOUR_MS).toISOString(),
    until: new Date(until).toISOString(),
    buckets: HOURS,
  }
  const pages = Array.from({ length: Math.ceil(ids.length / MOST) }, (_, page) =>
    ids.slice(page * MOST, (page + 1) * MOST).join(','),
  )
  return useQueries({
    queries: pages.map((keys) => ({
      ...readOptions(api, 'getToolCallGroups', { query: { by, keys, ...span } }),
      staleTime: MINUTE_MS,
    })),
    combine: toMap,
  })
}

function toMap(
  reads: readonly { readonly data: Output<'getToolCallGroups'> | undefined }[],
): ReadonlyMap<string | null, DayOfCalls> {
  return new Map(reads.flatMap(({ data }) => data?.data ?? []).map((day) => [day.key, day]))
}
