import { t } from '@lingui/core/macro'
import { type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from '../cx.ts'
import { formatSpan } from './format-span.ts'
import { getBarsTop, getLinesTop, Plot } from './plot.tsx'
import type { Series, Span } from './series.ts'

interface TimeChartProps {
  readonly title: string
  /** Summary of the chart in a sentence, for screen readers. */
  readonly summary: string
  readonly aside?: ReactNode
  readonly kind: 'bars' | 'lines'
  readonly spans: readonly Span[]
  /** Series. Bars stack them from the bottom up. */
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** Text shown if no value is known. */
  readonly empty: string
  /** Called with the index of a span that is clicked, or on which Enter is pressed. */
  readonly onChoose?: ((index: number) => void) | undefined
  readonly className?: string
}

export const CHART_HEIGHT = 152

/** Chart of values over time, with axes. The pointer or the arrow keys select a time span. */
export function TimeChart({
  title,
  summary,
  aside,
  kind,
  spans,
  series,
  format,
  empty,
  onChoose,
  className,
}: TimeChartProps) {
  const summaryId = useId()
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  const [at, setAt] = useState<number>()
  const top = kind === 'bars' ? getBarsTop(series) : getLinesTop(series)
  const isEmpty = top === 0
  const last = spans.length - 1
  const move = (to: number) => setAt(Math.min(last, Math.max(0, to)))

  function onKeyDown(event: React.KeyboardEvent) {
    const here = at ?? last
    if (event.key === 'ArrowLeft') move(at === undefined ? last : here - 1)
    else if (event.key === 'ArrowRight') move(at === undefined ? last : here + 1)
    else if (event.key === 'Home') move(0)
    else if (event.key === 'End') move(last)
    else if (event.key === 'Enter' && at !== undefined) onChoose?.(at)
    else if (event.key === 'Escape') setAt(undefined)
    else return
    event.preventDefault()
  }

  return (
    <section className={cx('min-w-0', className)}>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="font-medium text-sm">{title}</h2>
        <div className="text-muted text-xs tabular-nums">{aside}</div>
      </div>
      <p id={summaryId} className="sr-only">
        {summary}
      </p>
      <div
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={title}
        aria-describedby={summaryId}
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={at ?? Math.max(0, last)}
        aria-valuetext={describe(at ?? last)}
        onKeyDown={onKeyDown}
        onBlur={() => setAt(undefined)}
        onPointerLeave={() => setAt(undefined)}
        style={{ height: CHART_HEIGHT }}
        className={cx('relative mt-2 rounded-sm -outline-offset-2', onChoose && !isEmpty && 'cursor-pointer')}
      >
        {width > 0 && (
          <Plot
            kind={kind}
            width={width}
            height={CHART_HEIGHT}
            spans={spans}
            series={series}
            top={top}
            format={format}
            at={at}
            onAt={move}
            onChoose={isEmpty ? undefined : onChoose}
          />
        )}
        {isEmpty && (
          <p className="pointer-events-none absolute inset-0 flex items-center justify-center pb-5 text-muted text-sm">
            {empty}
          </p>
        )}
        {at !== undefined && !isEmpty && (
          <Tip share={(at + 0.5) / Math.max(1, spans.length)} title={getSpan(at)}>
            {series.map(({ name, look, values }) => (
              <div key={name} className="flex items-center gap-2">
                <span aria-hidden="true" className={cx('size-2 rounded-full bg-current', look)} />
                <span className="flex-1 text-muted">{name}</span>
                <span className="pl-3 tabular-nums">{toWords(values[at] ?? null)}</span>
              </div>
            ))}
          </Tip>
        )}
      </div>
    </section>
  )

  function toWords(value: number | null): string {
    return value === null ? t`none` : format(value)
  }
  function getSpan(index: number): string {
    const span = spans[index]
    return span === undefined ? '' : formatSpan(span)
  }
  function describe(index: number): string {
    const parts = series.map(({ name, values }) => `${name} ${toWords(values[index] ?? null)}`)
    return `${getSpan(index)}: ${parts.join(', ')}`
  }
}

interface TipProps {
  /** Horizontal position, as a fraction of the width. */
  readonly share: number
  readonly title: string
  readonly children: ReactNode
}

/** Tooltip next to the point, on the side with room. */
function Tip({ share, title, children }: TipProps) {
  const isRight = share > 0.5
  return (
    <div
      aria-hidden="true"
      style={isRight ? { right: `${(1 - share) * 100}%` } : { left: `${share * 100}%` }}
      className={cx(
        'pointer-events-none absolute top-1 z-20 min-w-36 rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-float',
        isRight ? 'mr-3' : 'ml-9',
      )}
    >
      <div className="mb-0.5 whitespace-nowrap font-medium tabular-nums">{title}</div>
      {children}
    </div>
  )
}

/** Returns an element's width in pixels; 0 before layout. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = () => setWidth(element.clientWidth)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return width
}
