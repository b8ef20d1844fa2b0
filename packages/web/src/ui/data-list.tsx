import { Link, type LinkProps } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import { Spinner } from './spinner.tsx'

export interface Column<Row> {
  readonly header: string
  /** Of the grid: `minmax(0,2fr)`, `6rem`. */
  readonly width: string
  /** Left out on narrow screens; what matters of it belongs in the first column's second line. */
  readonly wide?: boolean
  readonly align?: 'end'
  readonly cell: (row: Row) => ReactNode
}

interface DataListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** Where a row leads. */
  readonly linkOf: (row: Row) => LinkProps
  /** A second line of the first column, on narrow screens only. */
  readonly narrow?: (row: Row) => ReactNode
  readonly rowHeight?: number
  /** Whether there are later pages; without these three, all rows are there. */
  readonly hasMore?: boolean
  readonly isLoadingMore?: boolean
  /** Why the next page could not be had. */
  readonly moreError?: Error | null
  readonly onMore?: () => void
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
])

const GRID =
  'grid items-center gap-x-4 px-4 [grid-template-columns:var(--narrow)] md:[grid-template-columns:var(--wide)]'

/** How many rows before the end the next page is asked for. */
const AHEAD = 30

/**
 * A list of any length: only the rows in sight are in the page, and later ones are fetched when one comes near.
 * Arrow keys go from row to row.
 */
export function DataList<Row>({
  label,
  rows,
  columns,
  keyOf,
  linkOf,
  narrow,
  rowHeight = 48,
  hasMore = false,
  isLoadingMore = false,
  moreError,
  onMore,
}: DataListProps<Row>) {
  const top = useRef<HTMLDivElement>(null)
  const focusNext = useRef<number>(undefined)
  const virtual = useVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => document.querySelector('[data-scroll]'),
    overscan: 8,
    scrollMargin: top.current?.offsetTop ?? 0,
    getItemKey: (index) => keyOf(rows[index] as Row),
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && !moreError && last >= rows.length - AHEAD) onMore?.()
  }, [hasMore, isLoadingMore, moreError, last, rows.length, onMore])
  useEffect(() => {
    if (focusNext.current === undefined) return
    const link = top.current?.querySelector<HTMLElement>(`[data-index="${focusNext.current}"] a`)
    if (!link) return
    link.focus({ preventScroll: true })
    focusNext.current = undefined
  })

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const step = STEPS.get(event.key)
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index
    if (step === undefined || from === undefined) return
    event.preventDefault()
    const to = Math.min(rows.length - 1, Math.max(0, Number(from) + step))
    focusNext.current = to
    virtual.scrollToIndex(to, { align: 'auto' })
    // In sight already: nothing is rendered anew.
    const link = top.current?.querySelector<HTMLElement>(`[data-index="${to}"] a`)
    if (!link) return
    link.focus({ preventScroll: true })
    focusNext.current = undefined
  }

  const wideGrid = columns.map(({ width }) => width).join(' ')
  const narrowGrid = columns.flatMap(({ width, wide }) => (wide === true ? [] : [width])).join(' ')
  const grid = { '--wide': wideGrid, '--narrow': narrowGrid } as React.CSSProperties
  return (
    <div role="table" aria-label={label} aria-rowcount={hasMore ? -1 : rows.length + 1} style={grid}>
      <div role="row" aria-rowindex={1} className={cx(GRID, 'h-9 border-line border-b text-muted text-xs')}>
        {columns.map(({ header, wide, align }) => (
          <span
            key={header}
            role="columnheader"
            className={cx(
              'truncate font-medium',
              wide === true && 'max-md:hidden',
              align === 'end' && 'text-right',
            )}
          >
            {header}
          </span>
        ))}
      </div>
      <div
        ref={top}
        role="rowgroup"
        onKeyDown={onKeyDown}
        style={{ height: virtual.getTotalSize() }}
        className="relative"
      >
        {shown.map(({ index, start, key }) => (
          <ListRow
            key={key}
            row={rows[index] as Row}
            index={index}
            top={start - virtual.options.scrollMargin}
            height={rowHeight}
            columns={columns}
            linkOf={linkOf}
            narrow={narrow}
          />
        ))}
      </div>
      {(isLoadingMore || moreError) && (
        <div role="status" className="flex h-12 items-center justify-center gap-2 text-muted text-sm">
          {isLoadingMore ? (
            <>
              <Spinner /> Loading more
            </>
          ) : (
            <>
              The rest could not be loaded.
              <Button size="sm" onClick={() => onMore?.()}>
                Try again
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

interface ListRowProps<Row> extends Pick<DataListProps<Row>, 'columns' | 'linkOf'> {
  readonly row: Row
  readonly index: number
  readonly top: number
  readonly height: number
  readonly narrow: DataListProps<Row>['narrow'] | undefined
}

// Scrolling changes which rows there are, and no row that stays.
const ListRow = memo(PlainRow) as typeof PlainRow

function PlainRow<Row>({ row, index, top, height, columns, linkOf, narrow }: ListRowProps<Row>) {
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      style={{ height, transform: `translateY(${top}px)` }}
      className={cx(
        GRID,
        'absolute inset-x-0 top-0 border-line border-b text-sm transition-colors focus-within:bg-hover hover:bg-hover',
      )}
    >
      {columns.map(({ header, wide, align, cell }, at) => (
        <div
          key={header}
          role="cell"
          className={cx('min-w-0', wide === true && 'max-md:hidden', align === 'end' && 'text-right')}
        >
          {at === 0 ? (
            <>
              <Link
                {...linkOf(row)}
                preload={false}
                className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
              >
                {cell(row)}
              </Link>
              {narrow !== undefined && (
                <div className="truncate text-muted text-xs md:hidden">{narrow(row)}</div>
              )}
            </>
          ) : (
            cell(row)
          )}
        </div>
      ))}
    </div>
  )
}
