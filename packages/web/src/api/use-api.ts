import { cursorIn } from '@bulkhead/sdk/client'
import {
  type InfiniteData,
  infiniteQueryOptions,
  type UseMutationResult,
  type UseQueryOptions,
  useInfiniteQuery,
  useMutation,
  usePrefetchInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { createContext, use, useCallback, useEffect, useMemo } from 'react'
import type { Api, Input, OperationId, Output } from './api.ts'
import { PAGE, readWhole, WHOLE } from './read-whole.ts'

export const ApiContext = createContext<Api | undefined>(undefined)

export function useApi(): Api {
  const api = use(ApiContext)
  if (api === undefined) throw new TypeError('There is no ApiContext.')
  return api
}

type ReadOptions<Id extends OperationId> = Omit<
  UseQueryOptions<Output<Id>, Error, Output<Id>, readonly [Id, Input<Id>]>,
  'queryKey' | 'queryFn'
>

/** Returns the query key of an operation. */
function toKey<Id extends OperationId>(id: Id, input: Input<Id>): readonly [Id, Input<Id>] {
  return [id, input]
}

/** Returns the options of a query that reads one operation. */
export function readOptions<Id extends OperationId>(api: Api, id: Id, input: Input<Id>) {
  return {
    queryKey: toKey(id, input),
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      WHOLE.has(id) ? readWhole(api, id, input, signal) : api.call(id, input, { signal }),
  }
}

/** Reads one operation and caches the response by its id and input. */
export function useRead<Id extends OperationId>(id: Id, input: Input<Id>, options: ReadOptions<Id> = {}) {
  return useQuery({ ...readOptions(useApi(), id, input), ...options })
}

/** Operations whose response is a page with the URL of the next one. */
export type PagedId = {
  [Id in OperationId]: Output<Id> extends { data: unknown[]; next: string | null } ? Id : never
}[OperationId]
export type ItemOf<Id extends PagedId> = Output<Id> extends { data: (infer Item)[] } ? Item : never
export type QueryOf<Id extends PagedId> =
  NonNullable<Input<Id>> extends { query?: infer Query }
    ? Omit<NonNullable<Query>, 'limit' | 'cursor'>
    : never
/** Path parameters of an operation. */
export type PathOf<Id extends PagedId> = Input<Id> extends { path: infer Path } ? Path : undefined

/** Number of items in the first page: more than a screen shows, and few, since the person waits for them. */
export const FIRST_PAGE = 60
/** Number of pages up to which a list is read again by itself. */
const MOST_AGAIN = 10

/** Milliseconds for which a list counts as up to date. */
const FRESH_MS = 5_000

/**
 * Returns the milliseconds for which a list counts as up to date. A long one does so until a change outdates it, because
 * each of its pages takes a request, one after the other.
 */
function getFreshMs({ state }: { readonly state: { readonly data?: unknown } }): number {
  const { pages = [] } = (state.data ?? {}) as Partial<InfiniteData<unknown>>
  return pages.length > MOST_AGAIN ? Number.POSITIVE_INFINITY : FRESH_MS
}

/** Returns the options of a query that reads a list page by page. */
export function pagesOptions<Id extends PagedId>(api: Api, id: Id, query: QueryOf<Id>, path?: PathOf<Id>) {
  return infiniteQueryOptions({
    queryKey: [id, 'pages', query, ...(path === undefined ? [] : [path])],
    queryFn: ({ pageParam: cursor, signal }) => {
      const limit = cursor === undefined ? FIRST_PAGE : PAGE
      return api.call(id, { path, query: { ...query, limit, cursor } } as unknown as Input<Id>, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => cursorIn(next),
    // Comparing a thousand pages with their previous versions takes longer than rendering them again.
    structuralSharing: false,
    staleTime: getFreshMs,
  })
}

/** Reads a list page by page. The next page is loaded on request. */
export function usePages<Id extends PagedId>(id: Id, query: QueryOf<Id>, path?: PathOf<Id>) {
  const options = pagesOptions(useApi(), id, query, path)
  // Otherwise the request would wait until the whole page is rendered.
  usePrefetchInfiniteQuery(options)
  const pages = useInfiniteQuery(options)
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = pages
  const items = useMemo(() => getItems<Id>(data as InfiniteData<Output<Id>> | undefined), [data])
  // With filters, a page may be empty although more pages follow. The list counts as pending until a page has rows or
  // the last page was read.
  const isSearching = items.length === 0 && hasNextPage && !isError
  // Loading a page would cancel a reread, and the pages that were to be read again would count as up to date.
  const loadNextPage = useCallback(() => {
    if (!isFetching) void fetchNextPage()
  }, [isFetching, fetchNextPage])
  useEffect(() => {
    if (isSearching) loadNextPage()
  }, [isSearching, loadNextPage])
  return { ...pages, isPending: pages.isPending || isSearching, items, fetchNextPage: loadNextPage }
}

function getItems<Id extends PagedId>(data: InfiniteData<Output<Id>> | undefined): ItemOf<Id>[] {
  return (data?.pages ?? []).flatMap(({ data }) => data as ItemOf<Id>[])
}

/** Operations that return what they changed, by the operation that reads it at the same path. */
const READ_BY: Partial<Record<OperationId, OperationId>> = {
  updateOrganization: 'getOrganization',
  updateBranding: 'getBranding',
  updateConnector: 'getConnector',
  updateSignInPolicy: 'getSignInPolicy',
}

interface ChangeOptions<Id extends OperationId> {
  /** Operations whose cached responses are outdated by the change. */
  readonly outdates?: readonly OperationId[]
  /** Called even if the component is gone, as `onError` is. Callbacks given to `mutate` are not. */
  readonly onSuccess?: (output: Output<Id>, input: Input<Id>) => void
  readonly onError?: (error: Error) => void
}

/** Runs an operation that changes something. Its input is not kept afterwards, because it may contain a credential. */
export function useChange<Id extends OperationId>(
  id: Id,
  { outdates = [], onSuccess, onError }: ChangeOptions<Id> = {},
): UseMutationResult<Output<Id>, Error, Input<Id>> {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: Input<Id>) => api.call(id, input),
    gcTime: 0,
    onError: (error) => onError?.(error),
    onSuccess: (output, input) => {
      onSuccess?.(output, input)
      const read = READ_BY[id]
      // Otherwise a form would show the old values until they are read again, and then lose what was typed before that.
      if (read !== undefined) {
        const { path } = (input ?? {}) as { readonly path?: unknown }
        client.setQueriesData<object>({ queryKey: [read, { path }] }, (old) => old && { ...old, ...output })
      }
      for (const operation of outdates) client.invalidateQueries({ queryKey: [operation] })
    },
  })
}
