import { ArrowUp, Check } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { cx } from '../cx.ts'

/** Selected rows of a list, for bulk actions. */
export interface Selection<Row> {
  readonly rows: ReadonlyMap<string, Row>
  readonly onChange: (rows: ReadonlyMap<string, Row>) => void
  /** Returns the accessible name of a row's checkbox. */
  readonly getLabel: (row: Row) => string
}

/** Manages the selection of a list. Undefined: the list has none. */
export function useSelecting<Row>(
  rows: readonly Row[],
  getKey: (row: Row) => string,
  selection: Selection<Row> | undefined,
) {
  const latest = useRef({ rows, getKey, selection })
  latest.current = { rows, getKey, selection }
  /** Row at which a range selection starts. */
  const last = useRef<number>(undefined)
  // The function keeps its identity, so that unchanged rows need not render again.
  const toggle = useCallback((index: number, isRange: boolean) => {
    const { rows, getKey, selection } = latest.current
    const from = isRange ? (last.current ?? index) : index
    const row = rows[index]
    if (selection === undefined || row === undefined) return
    const isOn = !selection.rows.has(getKey(row))
    const chosen = new Map(selection.rows)
    for (const one of rows.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (isOn) chosen.set(getKey(one), one)
      else chosen.delete(getKey(one))
    }
    last.current = index
    selection.onChange(chosen)
  }, [])
  if (selection === undefined) return undefined
  const isAll = rows.length > 0 && rows.every((row) => selection.rows.has(getKey(row)))
  return {
    isAny: selection.rows.size > 0,
    isAll,
    toggle,
    toggleAll: () => selection.onChange(new Map(isAll ? [] : rows.map((row) => [getKey(row), row]))),
  }
}

interface CheckboxProps {
  readonly label: string
  readonly checked: boolean
  /** Whether it is always visible. Otherwise it is visible on hover, on focus, and on devices without a pointer. */
  readonly isShown: boolean
  readonly onToggle: (isRange: boolean) => void
}

/** Checkbox in the gutter before a row, as high as the row. */
export function Checkbox({ label, checked, isShown, onToggle }: CheckboxProps) {
  return (
    <span className="absolute inset-y-0 left-0 z-1 flex w-[var(--gutter-start,var(--gutter,1rem))] items-center justify-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onToggle((event.nativeEvent as MouseEvent).shiftKey)}
        className="peer absolute inset-0 size-full cursor-pointer opacity-0"
      />
      <span
        aria-hidden="true"
        className={cx(
          'pointer-events-none flex size-3.5 items-center justify-center rounded-[3px] border text-transparent transition-opacity',
          'peer-checked:border-accent-fill peer-checked:bg-accent-fill peer-checked:text-white peer-focus-visible:outline-2 peer-focus-visible:outline-accent',
          'border-control-line bg-surface peer-checked:opacity-100 peer-focus-visible:opacity-100 peer-hover:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100',
          !isShown && 'opacity-0',
        )}
      >
        <Check className="size-3" strokeWidth={3} />
      </span>
    </span>
  )
}

/** Returns the direction of a column's order. */
export function toDirection(sort: string | undefined): 'ascending' | 'descending' {
  return sort?.startsWith('-') ? 'descending' : 'ascending'
}

interface SortButtonProps {
  readonly header: string
  readonly align: 'end' | undefined
  readonly sorts: readonly string[]
  readonly sort: string | undefined
  readonly onSort: ((sort: string | undefined) => void) | undefined
}

/** Column header that sorts. Each press takes the next order of the column, then the default again. */
export function SortButton({ header, align, sorts, sort, onSort }: SortButtonProps) {
  const at = sorts.indexOf(sort ?? '')
  return (
    <button
      type="button"
      onClick={() => onSort?.(sorts[at + 1])}
      className={cx(
        align === 'end' && 'flex-row-reverse',
        'group/sort inline-flex h-8 max-w-full items-center gap-1 rounded-sm transition-colors hover:text-ink',
        at >= 0 && 'font-medium text-ink',
      )}
    >
      <span className="truncate">{header}</span>
      <ArrowUp
        aria-hidden="true"
        className={cx(
          'size-3 shrink-0 transition-opacity',
          sort?.startsWith('-') && at >= 0 && 'rotate-180',
          at < 0 && 'opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60',
          at < 0 && sorts[0]?.startsWith('-') && 'rotate-180',
        )}
      />
    </button>
  )
}
