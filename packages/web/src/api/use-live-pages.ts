import { type InfiniteData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Input } from './api.ts'
import { PAGE } from './read-whole.ts'
import { type ItemOf, type QueryOf, useApi, usePages } from './use-api.ts'

/** Lists of records, newest first, with ids in the order of time. */
type LiveId = 'listToolCalls' | 'listAuditRecords'

type Row<Id extends LiveId> = ItemOf<Id> & { readonly id: string }

/** Page of a list, as far as this hook knows it. */
interface Page<Id extends LiveId> {
  readonly data: readonly Row<Id>[]
  readonly next: string | null
}

interface LiveOptions<Id extends LiveId> {
  /** Whether the hook keeps looking for new records. */
  readonly isLive: boolean
  /** Whether the person sees the newest record. */
  readonly isAtTop: boolean
  readonly getTime: (item: ItemOf<Id>) => string
}

const ASK_MS = 2_000
/** Milliseconds by which a record may appear late in the list. Each process records its calls within a second. */
const LATE_MS = 30_000

/**
 * Reads records, newest first, and keeps looking for new ones. While `isAtTop` new records join the list at once.
 * Otherwise they join when the person asks for them, so that the rows being read do not move.
 *
 * @param query Must stay the same object while its values are the same.
 */
export function useLivePages<Id extends LiveId>(
  id: Id,
  query: QueryOf<Id>,
  { isLive, isAtTop, getTime }: LiveOptions<Id>,
) {
  const api = useApi()
  const client = useQueryClient()
  const pages = usePages(id, query)
  const isLoaded = pages.data !== undefined
  const known = pages.items as unknown as readonly Row<Id>[]
  const [newest] = known
  const { since: first } = query as { readonly since?: string }
  const newestAt = newest === undefined ? undefined : getTime(newest)
  const head = useQuery({
    queryKey: [id, 'head', query],
    queryFn: async ({ signal }) => {
      const since = newestAt !== undefined && { since: toLater(first, Date.parse(newestAt) - LATE_MS) }
      const input = { query: { ...query, ...since, limit: PAGE } } as unknown as Input<Id>
      return (await api.call(id, input, { signal })) as unknown as Page<Id>
    },
    enabled: isLive && isLoaded,
    refetchInterval: ASK_MS,
    gcTime: 0,
    structuralSharing: false,
  })
  const [joined, setJoined] = useState<Page<Id>>()
  const fresh = useMemo(() => {
    if (head.data === undefined || head.data === joined) return []
    const ids = new Set(known.slice(0, 4 * PAGE).map(({ id }) => id))
    const oldest = known.at(-1)?.id ?? ''
    return head.data.data.filter(({ id }) => !ids.has(id) && (id > oldest || !pages.hasNextPage))
  }, [head.data, joined, known, pages.hasNextPage])

  const join = useCallback(() => {
    setJoined(head.data)
    if (fresh.length === 0) return
    const queryKey = [id, 'pages', query]
    // A full page of new records may leave a gap before the known ones, so the list is loaded from the start. Until then
    // its first rows stay. On a busy system this happens each time, also before the last load has ended.
    if (fresh.length >= PAGE) {
      client.setQueryData<InfiniteData<Page<Id>>>(
        queryKey,
        (all) => all && { pages: all.pages.slice(0, 1), pageParams: all.pageParams.slice(0, 1) },
      )
      client.refetchQueries({ queryKey }, { cancelRefetch: false })
      return
    }
    client.setQueryData<InfiniteData<Page<Id>>>(queryKey, (all) => {
      const [first, ...rest] = all?.pages ?? []
      if (all === undefined || first === undefined) return all
      const data = [...fresh, ...first.data].sort((a, b) => (a.id < b.id ? 1 : -1))
      return { ...all, pages: [{ ...first, data }, ...rest] }
    })
  }, [client, fresh, head.data, id, query])

  useEffect(() => {
    if (isAtTop && fresh.length > 0) join()
  }, [isAtTop, fresh, join])
  return { ...pages, waiting: isAtTop ? 0 : fresh.length, join }
}

/**
 * Returns the later of the two times. Without the newer one, a query for new records would scan all known ones if few
 * of them match the filters.
 */
function toLater(since: string | undefined, atMs: number): string {
  const at = new Date(atMs).toISOString()
  return since === undefined || since < at ? at : since
}
