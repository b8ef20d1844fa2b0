import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Output } from '#api/api.ts'
import { PAGE } from '#api/read-whole.ts'
import { FIRST_PAGE, readOptions, useApi } from '#api/use-api.ts'

/** Calls of one workspace or connector in the last day, in total and by hour. */
export type LastDay = Output<'getToolCallGroups'>['data'][number]

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const HOURS = 24
/** Number of items by which the first page is shorter than the others. */
const MISSING = PAGE - FIRST_PAGE

/**
 * Returns a function that gives the ids of a row's page, separated by commas. One request reads the last day of them all,
 * and only for pages of which a row is rendered.
 */
export function usePageIds(rows: readonly { readonly id: string }[]): (id: string) => string {
  return useMemo(() => {
    const pages = new Map(rows.map(({ id }, at) => [id, Math.floor((at + MISSING) / PAGE)]))
    const joined = new Map<number, string>()
    return (id) => {
      const page = pages.get(id) ?? 0
      const start = page * PAGE - MISSING
      const ids =
        joined.get(page) ??
        rows
          .slice(Math.max(0, start), start + PAGE)
          .map(({ id }) => id)
          .join(',')
      joined.set(page, ids)
      return ids
    }
  }, [rows])
}

/**
 * Reads the calls of the last day of a workspace or connector. The range uses whole hours, because the server
 * precomputes the counts of completed hours.
 *
 * @param ids Ids that are read together, {@link usePageIds}.
 */
export function useLastDay(by: 'workspace' | 'connector', id: string, ids: string): LastDay | undefined {
  const until = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS
  const query = {
    by,
    keys: ids,
    since: new Date(until - HOURS * HOUR_MS).toISOString(),
    until: new Date(until).toISOString(),
    buckets: HOURS,
  }
  return useQuery({
    ...readOptions(useApi(), 'getToolCallGroups', { query }),
    staleTime: MINUTE_MS,
    select: ({ data }) => data.find(({ key }) => key === id),
  }).data
}
