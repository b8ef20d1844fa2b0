import { t } from '@lingui/core/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { Highlighted } from './code.tsx'

const LINE = 20
const LONGEST_LINE = 2_000

/** JSON of any size. It renders only the visible lines. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'null', [value])
  const lines = useMemo(() => text.split('\n'), [text])
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    estimateSize: () => LINE,
    getScrollElement: () => scroll.current,
    overscan: 20,
  })
  const width = useMemo(() => Math.min(LONGEST_LINE, Math.max(...lines.map(({ length }) => length))), [lines])
  return (
    <div className="relative overflow-hidden rounded-md border border-line bg-sunken">
      <section
        ref={scroll}
        tabIndex={0}
        aria-label={label}
        className="overflow-auto py-2.5 font-mono text-xs -outline-offset-2"
        style={{ height: Math.min(lines.length * LINE + 22, 480) }}
      >
        <div className="relative" style={{ height: virtual.getTotalSize(), minWidth: `${width + 8}ch` }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <div
              key={index}
              className="absolute top-0 left-0 whitespace-pre pr-11 pl-3 leading-5"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Highlighted text={shortened(lines[index] ?? '')} language="json" />
            </div>
          ))}
        </div>
      </section>
      <CopyButton text={text} what="JSON" className="absolute top-1 right-2 bg-sunken" />
    </div>
  )
}

/** Shortens a line, which may contain megabytes of text. The copy button copies all of it. */
function shortened(line: string): string {
  return line.length > LONGEST_LINE
    ? t`${{ start: line.slice(0, LONGEST_LINE) }}… (${{ count: String(line.length) }} characters)`
    : line
}
