import { Link, type LinkProps } from '@tanstack/react-router'
import { memo, type ReactNode } from 'react'
import { useLanguage } from '#texts/language.ts'
import { cx } from '../cx.ts'
import { type Column, GRID, hideAt, toHeader } from './column.ts'
import { Checkbox } from './list-controls.tsx'

interface ListRowProps<Row> {
  readonly row: Row
  readonly index: number
  readonly top: number
  readonly height: number
  readonly isCurrent: boolean
  readonly columns: readonly Column<Row>[]
  readonly getLink: (row: Row) => LinkProps
  readonly narrow: ((row: Row) => ReactNode) | undefined
  /** Accessible name of the checkbox. Undefined: the row has none. */
  readonly label: string | undefined
  readonly isSelected: boolean
  readonly isSelecting: boolean
  readonly onToggle: ((index: number, isRange: boolean) => void) | undefined
}

// Scrolling adds and removes rows. Memoization keeps the remaining ones from rendering again.
export const ListRow = memo(PlainRow) as typeof PlainRow

function PlainRow<Row>({
  row,
  index,
  top,
  height,
  isCurrent,
  columns,
  getLink,
  narrow,
  label,
  isSelected,
  isSelecting,
  onToggle,
}: ListRowProps<Row>) {
  useLanguage()
  return (
    <div
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      style={{ height, transform: `translateY(${top}px)` }}
      className={cx(
        GRID,
        'group/row absolute inset-x-0 top-0 border-line/70 border-b text-sm transition-colors focus-within:bg-hover hover:bg-hover',
        isCurrent && 'bg-selected',
        isSelected && 'bg-selected!',
      )}
    >
      {columns.map(({ header, wide, align, cell }, at) => (
        <div
          key={toHeader(header)}
          role="cell"
          className={cx('min-w-0', at > 0 && 'text-muted', hideAt(wide), align === 'end' && 'text-right')}
        >
          {at === 0 ? (
            <>
              {label !== undefined && (
                <Checkbox
                  label={label}
                  checked={isSelected}
                  isShown={isSelecting}
                  onToggle={(isRange) => onToggle?.(index, isRange)}
                />
              )}
              <Link
                {...getLink(row)}
                preload={false}
                className="font-medium after:absolute after:inset-0 [&_code]:font-normal focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
              >
                {cell(row)}
              </Link>
              {narrow !== undefined && (
                <div className="truncate text-muted text-xs @2xl/list:hidden">{narrow(row)}</div>
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
