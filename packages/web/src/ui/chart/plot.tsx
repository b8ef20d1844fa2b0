import { AxisBottom, AxisLeft } from '@visx/axis'
import { GridRows } from '@visx/grid'
import { scaleLinear, scaleTime } from '@visx/scale'
import { LinePath } from '@visx/shape'
import type { PointerEvent } from 'react'
import { cx } from '../cx.ts'
import { formatTick } from './format-span.ts'
import type { Series, Span } from './series.ts'

/** Width in pixels of a character of a label, and the room between the labels and the marks. */
const CHARACTER_PX = 6.5
const LABEL_GAP = 10
const RIGHT = 8
const TOP = 8
const BOTTOM = 22
/** Minimum width in pixels for a label of the time axis. */
const TICK_PX = 96

interface PlotProps {
  readonly kind: 'bars' | 'lines'
  readonly width: number
  readonly height: number
  readonly spans: readonly Span[]
  readonly series: readonly Series[]
  /** Largest value of the axis. */
  readonly top: number
  readonly format: (value: number) => string
  readonly at: number | undefined
  readonly onAt: (index: number) => void
  readonly onChoose: ((index: number) => void) | undefined
}

/** Grid, axes and marks of a chart. The surrounding text serves screen readers. */
export function Plot({ kind, width, height, spans, series, top, format, at, onAt, onChoose }: PlotProps) {
  const since = spans[0]?.since ?? 0
  const until = spans.at(-1)?.until ?? 1
  const y = scaleLinear({ domain: [0, top === 0 ? 1 : top], range: [height - BOTTOM, TOP], nice: 3 })
  const ticks = top === 0 ? [0] : y.ticks(3).filter((tick) => top >= 3 || Number.isInteger(tick))
  // The marks begin where the longest label ends.
  const left = LABEL_GAP + CHARACTER_PX * Math.max(...ticks.map((tick) => format(tick).length))
  const x = scaleTime({ domain: [new Date(since), new Date(until)], range: [left, width - RIGHT] })
  const step = (width - left - RIGHT) / Math.max(1, spans.length)
  const indexOf = ({ currentTarget, clientX }: PointerEvent) => {
    const from = currentTarget.getBoundingClientRect().left + left
    return Math.min(spans.length - 1, Math.max(0, Math.floor((clientX - from) / step)))
  }
  return (
    <svg
      aria-hidden="true"
      width={width}
      height={height}
      className="block"
      onPointerMove={(event) => onAt(indexOf(event))}
      onClick={(event) => onChoose?.(indexOf(event as unknown as PointerEvent))}
    >
      <GridRows
        scale={y}
        tickValues={ticks}
        left={left}
        width={width - left - RIGHT}
        stroke=""
        className="[&_line]:stroke-line"
      />
      {at !== undefined && (
        <rect
          x={left + at * step}
          y={TOP}
          width={step}
          height={height - BOTTOM - TOP}
          className="fill-ink/6"
        />
      )}
      {kind === 'bars' ? (
        <Bars series={series} left={left} step={step} y={y} />
      ) : (
        <Lines series={series} left={left} step={step} y={y} at={at} />
      )}
      <AxisLeft
        scale={y}
        left={left}
        tickValues={ticks}
        hideAxisLine
        hideTicks
        tickFormat={(value) => format(Number(value))}
        tickLabelProps={{ className: LABEL, dx: 8 - left, dy: 4, textAnchor: 'start', verticalAnchor: 'end' }}
      />
      <AxisBottom
        scale={x}
        top={height - BOTTOM}
        numTicks={Math.max(2, Math.floor((width - left - RIGHT) / TICK_PX))}
        hideTicks
        axisLineClassName="stroke-line-strong"
        stroke=""
        tickFormat={(value) => formatTick(Number(value))}
        tickLabelProps={{ className: LABEL, dy: 2, textAnchor: 'middle' }}
      />
    </svg>
  )
}

const LABEL = 'fill-subtle font-sans text-2xs tabular-nums'

interface MarksProps {
  readonly series: readonly Series[]
  readonly left: number
  readonly step: number
  readonly y: (value: number) => number
}

/** Minimum height in pixels of the bar of a value above zero. */
const LEAST_PX = 2

function Bars({ series, left, step, y }: MarksProps) {
  const count = series[0]?.values.length ?? 0
  const width = Math.max(1, Math.min(step - 1, step * 0.72))
  return Array.from({ length: count }, (_, index) => {
    let bottom = y(0)
    return series.map(({ name, look, values }) => {
      const value = values[index] ?? 0
      if (value === 0) return null
      const height = Math.max(LEAST_PX, y(0) - y(value))
      bottom -= height
      return (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is identified by its index
          key={`${name} ${index}`}
          x={left + index * step + (step - width) / 2}
          y={bottom}
          width={width}
          height={height}
          className={cx('fill-current', look)}
        />
      )
    })
  })
}

function Lines({ series, left, step, y, at }: MarksProps & { readonly at: number | undefined }) {
  const toX = (index: number) => left + (index + 0.5) * step
  return series.map(({ name, look, values, isDashed = false }) => {
    const points = values.map((value, index) => ({ value, index }))
    return (
      <g key={name} className={look}>
        <LinePath
          data={points}
          defined={({ value }) => value !== null}
          x={({ index }) => toX(index)}
          y={({ value }) => y(value ?? 0)}
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          {...(isDashed && { strokeDasharray: '1 4' })}
        />
        {points
          .filter(({ index, value }) => value !== null && (index === at || isAlone(values, index)))
          .map(({ index, value }) => (
            <circle key={index} cx={toX(index)} cy={y(value ?? 0)} r={2.5} className="fill-current" />
          ))}
      </g>
    )
  })
}

/** Returns whether a value has no neighbor to draw a line to. */
function isAlone(values: Series['values'], index: number): boolean {
  return (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null
}

export function getLinesTop(series: readonly Series[]): number {
  return Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
}

export function getBarsTop(series: readonly Series[]): number {
  const count = series[0]?.values.length ?? 0
  const sums = Array.from({ length: count }, (_, index) =>
    series.reduce((sum, { values }) => sum + (values[index] ?? 0), 0),
  )
  return Math.max(0, ...sums)
}
