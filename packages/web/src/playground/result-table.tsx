import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { Dialog, DialogBody } from '#ui/layer/dialog.tsx'
import { JsonView } from '#ui/show/json-view.tsx'

type Row = Readonly<Record<string, unknown>>

const ROW = 36
const MOST_COLUMNS = 40
const LOOKED_AT = 50

/** Records as a table. Simple values are shown in full and nested ones in short. A row expands to show all of it. */
export function ResultTable({ records }: { readonly records: readonly unknown[] }) {
  const [open, setOpen] = useState<number>()
  const scroll = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => records.map(getRow), [records])
  const columns = useMemo(() => getColumns(rows), [rows])
  const virtual = useVirtualizer({
    count: rows.length,
    estimateSize: () => ROW,
    getScrollElement: () => scroll.current,
    overscan: 15,
  })
  const shown = virtual.getVirtualItems()
  const before = shown[0]?.start ?? 0
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0)
  return (
    <>
      <section
        ref={scroll}
        tabIndex={0}
        aria-label={t`Records`}
        className="max-h-[30rem] overflow-auto rounded-md border border-line -outline-offset-2"
      >
        <table className="w-full border-separate border-spacing-0 text-sm">
          <thead>
            <tr>
              <th className="sticky top-0 left-0 z-20 border-line border-b bg-sunken px-2 text-right font-medium text-subtle text-xs">
                <span className="sr-only">
                  <Trans context="data">Record</Trans>
                </span>
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  className="sticky top-0 z-10 h-9 whitespace-nowrap border-line border-b bg-sunken px-3 text-left font-medium text-muted text-xs"
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {before > 0 && (
              <tr>
                <td colSpan={columns.length + 1} style={{ height: before }} />
              </tr>
            )}
            {shown.map(({ index }) => (
              <tr key={index} className="group h-9">
                <td className="sticky left-0 z-10 border-line border-b bg-surface px-1 text-right group-hover:bg-hover">
                  <button
                    type="button"
                    aria-label={t`Open record ${index + 1}`}
                    onClick={() => setOpen(index)}
                    className="min-w-7 rounded-sm px-1.5 py-1 text-right text-accent text-xs tabular-nums hover:underline"
                  >
                    {index + 1}
                  </button>
                </td>
                {columns.map((column) => (
                  <td
                    key={column}
                    className="max-w-80 truncate border-line border-b px-3 group-hover:bg-hover"
                  >
                    <Cell value={rows[index]?.[column]} />
                  </td>
                ))}
              </tr>
            ))}
            {after > 0 && (
              <tr>
                <td colSpan={columns.length + 1} style={{ height: after }} />
              </tr>
            )}
          </tbody>
        </table>
      </section>
      <Dialog
        open={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={t`Record ${(open ?? 0) + 1}`}
        size="lg"
      >
        <DialogBody className="pb-5">
          <JsonView value={records[open ?? 0]} label={t({ message: 'Record', context: 'data' })} />
        </DialogBody>
      </Dialog>
    </>
  )
}

const LONGEST_CELL = 200

function Cell({ value }: { readonly value: unknown }) {
  if (value === undefined) return null
  if (value === null) return <span className="text-subtle">{String(value)}</span>
  if (typeof value === 'string') return value.slice(0, LONGEST_CELL)
  if (typeof value === 'object') {
    return <span className="text-muted">{inShort(value).slice(0, LONGEST_CELL)}</span>
  }
  return <span className="tabular-nums">{String(value)}</span>
}

const MOST_MEMBERS = 12

/**
 * Returns a nested value in short, such as `login: ada` or `[hull, keel]`, so that people see whether to expand the
 * row.
 */
function inShort(value: unknown): string {
  if (Array.isArray(value)) return `[${value.slice(0, MOST_MEMBERS).map(inShort).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const members = Object.entries(value).slice(0, MOST_MEMBERS)
  return members.map(([name, member]) => `${name}: ${inShort(member)}`).join(', ')
}

function getRow(record: unknown): Row {
  return typeof record === 'object' && record !== null && !Array.isArray(record)
    ? (record as Row)
    : { value: record }
}

function getColumns(rows: readonly Row[]): string[] {
  const columns = new Set<string>()
  for (const row of rows.slice(0, LOOKED_AT)) for (const name of Object.keys(row)) columns.add(name)
  return [...columns].slice(0, MOST_COLUMNS)
}
