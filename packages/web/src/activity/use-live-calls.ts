import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Input, Output } from '#api/api.ts'
import { useApi, usePages } from '#api/use-api.ts'

type Page = Output<'listToolCalls'>
export type ToolCall = Page['data'][number]
type Query = Omit<NonNullable<Input<'listToolCalls'>['query']>, 'limit' | 'cursor'>

const ASK_MS = 2_000
/** Milliseconds by which a call may appear late in the list. Each process records its calls within a second. */
const LATE_MS = 30_000
const PAGE = 100

/**
 * Reads calls, newest first, and keeps looking for new ones. While `isAtTop` new calls join the list at once. Otherwise
 * they join when the person asks for them, so that the rows being read do not move.
 */
export function useLiveCalls(filters: Query, isLive: boolean, isAtTop: boolean) {
  const api = useApi()
  const client = useQueryClient()
  const query = useMemo(() => ({ ...filters, include_names: true }), [filters])
  const pages = usePages('listToolCalls', query)
  const isLoaded = pages.data !== undefined
  const newest = pages.items[0]?.at
  const head = useQuery({
    queryKey: ['listToolCalls', 'head', query],
    queryFn: ({ signal }) => {
      const since = newest !== undefined && { since: toLater(query.since, Date.parse(newest) - LATE_MS) }
      return api.call('listToolCalls', { query: { ...query, ...since, limit: PAGE } }, { signal })
    },
    enabled: isLive && isLoaded,
    refetchInterval: ASK_MS,
    gcTime: 0,
    structuralSharing: false,
  })
  const [joined, setJoined] = useState<Page>()
  const known = pages.items
  const fresh = useMemo(() => {
    if (head.data === undefined || head.data === joined) return []
    const ids = new Set(known.slice(0, 4 * PAGE).map(({ id }) => id))
    const oldest = known.at(-1)?.id ?? ''
    return head.data.data.filter(({ id }) => !ids.has(id) && (id > oldest || known.length < PAGE))
  }, [head.data, joined, known])

  const join = useCallback(() => {
    setJoined(head.data)
    if (fresh.length === 0) return
    const queryKey = ['listToolCalls', 'pages', query]
    // A full page of new calls may leave a gap before the known calls, so the list is loaded from the start.
    if (fresh.length >= PAGE) {
      client.resetQueries({ queryKey })
      return
    }
    client.setQueryData<InfiniteData<Page>>(queryKey, (all) => {
      const [first, ...rest] = all?.pages ?? []
      if (all === undefined || first === undefined) return all
      const data = [...fresh, ...first.data].sort((a, b) => (a.id < b.id ? 1 : -1))
      return { ...all, pages: [{ ...first, data }, ...rest] }
    })
  }, [client, fresh, head.data, query])

  useEffect(() => {
    if (isAtTop && fresh.length > 0) join()
  }, [isAtTop, fresh, join])
  return { ...pages, waiting: isAtTop ? 0 : fresh.length, join }
}

/**
 * Returns the later of the two times. Without the newer one, a query for new calls would scan all known calls if few of
 * them match the filters.
 */
function toLater(since: string | undefined, atMs: number): string {
  const at = new Date(atMs).toISOString()
  return since === undefined || since < at ? at : since
}
