import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type LinkProps, useLocation } from '@tanstack/react-router'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  type SyntheticEvent,
  useCallback,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { Button } from '../button.tsx'
import { cx } from '../cx.ts'
import { Spinner } from '../show/spinner.tsx'
import { type Column, GRID, hideAt, toHeader } from './column.ts'
import { Checkbox, type Selection, SortButton, toDirection, useSelecting } from './list-controls.tsx'
import { ListRow } from './list-row.tsx'

export interface DataListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly getKey: (row: Row) => string
  /** Returns the link of a row. */
  readonly getLink: (row: Row) => LinkProps
  /** Returns whether a row is the one shown beside the list. */
  readonly getCurrent?: (row: Row) => boolean
  /** Called with the row that an arrow key moved to. */
  readonly onMove?: ((row: Row) => void) | undefined
  /** Renders the second line of the first column if the list is narrow. */
  readonly narrow?: (row: Row) => ReactNode
  /** Current order, as in a column's `sorts`. Undefined: the default. */
  readonly sort?: string | undefined
  readonly onSort?: (sort: string | undefined) => void
  readonly selection?: Selection<Row>
  /** Whether further pages exist. Default: `rows` contains all rows. */
  readonly hasMore?: boolean
  readonly isLoadingMore?: boolean
  /** Error of loading the next page. */
  readonly moreError?: Error | null
  readonly onMore?: () => void
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['Home', Number.NEGATIVE_INFINITY],
  ['End', Number.POSITIVE_INFINITY],
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
])

/** Height of a row in pixels. Rows of two lines use the second value. */
const ROW_HEIGHT = 40
const TWO_LINES_HEIGHT = 52
/** Breakpoint of Tailwind's `@2xl`. */
const NARROW_PX = 672

/** Keys of the rows whose links were followed, by the history entry of the list. On return, the row gets the focus. */
const followed = new Map<string, string>()

/** Height of the header row, in pixels. */
const HEADER_HEIGHT = 32

/** Number of remaining rows at which the next page loads. */
const AHEAD = 30

/**
 * List of any length. It renders only the visible rows, and requests the next page when its end comes near. Arrow keys
 * move from row to row.
 */
export function DataList<Row>({
  label,
  rows,
  columns,
  getKey,
  getLink,
  getCurrent,
  onMove,
  narrow,
  sort,
  onSort,
  selection,
  hasMore = false,
  isLoadingMore = false,
  moreError,
  onMore,
}: DataListProps<Row>) {
  const list = useRef<HTMLDivElement>(null)
  const top = useRef<HTMLDivElement>(null)
  const isNarrow = useIsNarrow(list)
  const rowHeight = isNarrow && narrow !== undefined ? TWO_LINES_HEIGHT : ROW_HEIGHT
  const focusNext = useRef<number>(undefined)
  const [focused, setFocused] = useState<number>()
  const entry = useLocation({ select: ({ state }) => state.__TSR_key ?? '' })
  // A new function would have the keys of all loaded rows read again, with each scroll event.
  const getItemKey = useCallback((index: number) => getKey(rows[index] as Row), [rows, getKey])
  const virtual = useVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => document.querySelector('[data-scroll]'),
    overscan: 8,
    scrollMargin: offsetIn(top.current),
    // The header stays visible above the rows.
    scrollPaddingStart: HEADER_HEIGHT,
    getItemKey,
    // The focused row stays rendered even if it is scrolled out of view. Otherwise the arrow keys would stop working.
    rangeExtractor: (range) => withIndex(range, focused),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: measures again when the row height changes
  useEffect(() => virtual.measure(), [rowHeight])
  const visible = virtual.getVirtualItems()
  // React renders the rows that a scroll event adds in slices, so that a fast scroll never blocks the page.
  const deferred = useDeferredValue(visible)
  const shown = (deferred.length === 0 ? visible : deferred).flatMap(({ index, start }) => {
    const row = rows[index]
    return row === undefined ? [] : [{ row, key: getKey(row), index, start }]
  })
  const last = virtual.range?.endIndex ?? 0
  useEffect(() => {
    if (hasMore && !isLoadingMore && !moreError && last >= rows.length - AHEAD) onMore?.()
  }, [hasMore, isLoadingMore, moreError, last, rows.length, onMore])
  useEffect(() => {
    if (focusNext.current !== undefined) focusRow(focusNext.current)
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: restores the focus once, when the rows are loaded
  useEffect(() => {
    const key = followed.get(entry)
    const index = key === undefined ? -1 : rows.findIndex((row) => getKey(row) === key)
    if (index < 0) return
    followed.delete(entry)
    goTo(index)
  }, [rows, entry])

  /** Focuses a row now, or once it is rendered. */
  function focusRow(index: number) {
    const link = top.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
    focusNext.current = link ? undefined : index
    link?.focus({ preventScroll: true })
  }
  function goTo(index: number) {
    virtual.scrollToIndex(index, { align: 'auto' })
    focusRow(index)
  }

  const picking = useSelecting(rows, getKey, selection)
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = getIndex(event)
    if (picking !== undefined && at !== undefined && event.key === 'x' && !event.metaKey && !event.ctrlKey) {
      event.preventDefault()
      return picking.toggle(at, false)
    }
    const step = STEPS.get(event.key)
    const from = getIndex(event)
    if (step === undefined || from === undefined) return
    event.preventDefault()
    const to = Math.min(rows.length - 1, Math.max(0, from + step))
    goTo(to)
    onMove?.(rows[to] as Row)
  }

  const toGrid = (isShown: (column: Column<Row>) => boolean, toWidth = ({ width }: Column<Row>) => width) =>
    columns.filter(isShown).map(toWidth).join(' ')
  const grid = {
    '--widest': toGrid(() => true),
    '--wide': toGrid(({ wide }) => wide !== 'most'),
    '--narrow': toGrid(
      ({ wide = false }) => wide === false,
      ({ width, narrowWidth = width }) => narrowWidth,
    ),
  } as React.CSSProperties
  return (
    <div
      ref={list}
      role="table"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length + 1}
      style={grid}
      // The breakpoint applies to the width of the list, because the sidebar takes a part of the screen.
      className={cx(
        '@container/list',
        picking?.isAny ? 'pb-20' : 'pb-8',
        selection !== undefined && 'phone:[--gutter-start:2.25rem]',
      )}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={cx(
          GRID,
          'group/row sticky top-0 z-10 h-8 border-line border-b bg-page text-subtle text-xs',
        )}
      >
        {columns.map(({ header, wide, align, sorts }, at) => (
          <span
            key={toHeader(header)}
            role="columnheader"
            aria-sort={sorts === undefined || !sorts.includes(sort ?? '') ? undefined : toDirection(sort)}
            className={cx('truncate', hideAt(wide), align === 'end' && 'text-right')}
          >
            {at === 0 && picking !== undefined && (
              <Checkbox
                label={t`Select all that are loaded`}
                checked={picking.isAll}
                isShown={picking.isAny}
                onToggle={picking.toggleAll}
              />
            )}
            {sorts === undefined ? (
              toHeader(header)
            ) : (
              <SortButton header={toHeader(header)} align={align} sorts={sorts} sort={sort} onSort={onSort} />
            )}
          </span>
        ))}
      </div>
      <div
        ref={top}
        role="rowgroup"
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocused(getIndex(event))}
        onBlur={() => setFocused(undefined)}
        onClick={(event) => {
          const row = rows[getIndex(event) ?? -1]
          if (row !== undefined) followed.set(entry, getKey(row))
        }}
        style={{ height: virtual.getTotalSize() }}
        className="relative"
      >
        {shown.map(({ row, key, index, start }) => (
          <ListRow
            key={key}
            row={row}
            index={index}
            top={start - virtual.options.scrollMargin}
            height={rowHeight}
            columns={columns}
            getLink={getLink}
            isCurrent={getCurrent?.(row) ?? false}
            narrow={narrow}
            label={selection?.getLabel(row)}
            isSelected={selection?.rows.has(key) ?? false}
            isSelecting={picking?.isAny ?? false}
            onToggle={picking?.toggle}
          />
        ))}
      </div>
      {(isLoadingMore || moreError) && (
        <div role="status" className="flex h-12 items-center justify-center gap-2 text-muted text-sm">
          {isLoadingMore ? (
            <>
              <Spinner /> <Trans>Loading more</Trans>
            </>
          ) : (
            <>
              <Trans>The rest could not be loaded.</Trans>
              <Button size="sm" onClick={() => onMore?.()}>
                <Trans>Try again</Trans>
              </Button>
            </>
          )}
        </div>
      )}
    </div>
  )
}

/** Returns whether the list is too narrow for its wide columns. Known after layout. */
function useIsNarrow(list: RefObject<HTMLElement | null>): boolean {
  const [isNarrow, setNarrow] = useState(false)
  useLayoutEffect(() => {
    const element = list.current
    if (element === null) return
    const look = () => setNarrow(element.clientWidth < NARROW_PX)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [list])
  return isNarrow
}

/** Returns the index of the row of an event. */
function getIndex({ target }: SyntheticEvent): number | undefined {
  const index = (target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index
  return index === undefined ? undefined : Number(index)
}

function withIndex(range: Range, index: number | undefined): number[] {
  const indexes = defaultRangeExtractor(range)
  if (index === undefined || index >= range.count || indexes.includes(index)) return indexes
  return [...indexes, index].sort((a, b) => a - b)
}

/** Returns an element's offset from the top of the scrolling content. */
function offsetIn(element: HTMLElement | null): number {
  const scroll = document.querySelector('[data-scroll]')
  if (element === null || scroll === null) return 0
  return element.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop
}
