import type { ReactNode } from 'react'
import { SkeletonRows } from '../show/skeleton.tsx'
import { ErrorState } from '../show/states.tsx'
import { DataList, type DataListProps } from './data-list.tsx'

/** State of a list that the server returns page by page. */
interface Pages<Row> {
  readonly items: readonly Row[]
  readonly isPending: boolean
  readonly isFetching: boolean
  readonly error: Error | null
  readonly refetch: () => unknown
}

interface LoadedPagesProps<Row> {
  readonly list: Pages<Row>
  /** Rows to show. Default: all. */
  readonly rows?: readonly Row[]
  /** Placeholder until the first page is loaded. */
  readonly skeleton?: ReactNode
  /** Content shown if there are no rows. */
  readonly empty: ReactNode
  readonly children: (rows: readonly Row[]) => ReactNode
}

/** Shows the rows of a list. Before, shows the skeleton, or the error with a button to try again. */
export function LoadedPages<Row>({
  list,
  rows = list.items,
  skeleton = <SkeletonRows />,
  empty,
  children,
}: LoadedPagesProps<Row>) {
  if (list.isPending) return skeleton
  if (rows.length > 0) return children(rows)
  if (list.error === null) return empty
  return <ErrorState error={list.error} onRetry={list.refetch} isRetrying={list.isFetching} />
}

interface PagedListProps<Row>
  extends Omit<LoadedPagesProps<Row>, 'list' | 'children'>,
    Omit<DataListProps<Row>, 'rows' | 'hasMore' | 'isLoadingMore' | 'moreError' | 'onMore'> {
  readonly list: Pages<Row> & {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly isFetchNextPageError: boolean
    readonly fetchNextPage: () => void
  }
}

/** {@link DataList} that loads further pages near its end. */
export function PagedList<Row>({ list, rows, skeleton, empty, ...columns }: PagedListProps<Row>) {
  return (
    <LoadedPages list={list} {...(rows !== undefined && { rows })} skeleton={skeleton} empty={empty}>
      {(loaded) => (
        <DataList
          {...columns}
          rows={loaded}
          hasMore={list.hasNextPage}
          isLoadingMore={list.isFetchingNextPage}
          moreError={list.isFetchNextPageError ? list.error : null}
          onMore={list.fetchNextPage}
        />
      )}
    </LoadedPages>
  )
}
