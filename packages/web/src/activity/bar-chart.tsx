import { type PointerEvent, useState } from 'react'

export interface ChartBar {
  /** Instant at which it begins. */
  readonly at: string
  /** From the bottom up. */
  readonly parts: readonly { readonly value: number; readonly look: string }[]
}

interface BarChartProps {
  /** What it shows, in a sentence. */
  readonly label: string
  readonly bars: readonly ChartBar[]
  /** What is said of a bar. */
  readonly describe: (index: number) => string
  readonly onChoose?: (index: number) => void
}

const WIDTH = 1000
const HEIGHT = 100

/** Stacked bars over time. Drawn without a size of its own, so that nothing moves when it is there. */
export function BarChart({ label, bars, describe, onChoose }: BarChartProps) {
  const [at, setAt] = useState<number>()
  const most = Math.max(1, ...bars.map(total))
  const step = WIDTH / Math.max(1, bars.length)
  const indexOf = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(bars.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * bars.length)))
  }
  return (
    <Frame readout={at === undefined ? undefined : describe(at)} most={most.toLocaleString('en')}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="size-full"
        onPointerMove={(event) => setAt(indexOf(event))}
        onPointerLeave={() => setAt(undefined)}
        onPointerUp={(event) => onChoose?.(indexOf(event))}
      >
        {at !== undefined && <rect x={at * step} y={0} width={step} height={HEIGHT} className="fill-hover" />}
        {bars.map((bar, index) => {
          let top = HEIGHT
          return bar.parts.map(({ value, look }) => {
            const height = (value / most) * HEIGHT
            top -= height
            return value === 0 ? null : (
              <rect
                key={`${bar.at} ${look}`}
                x={index * step + step * 0.12}
                y={top}
                width={step * 0.76}
                height={Math.max(height, 1)}
                className={look}
              />
            )
          })
        })}
      </svg>
    </Frame>
  )
}

function total({ parts }: ChartBar): number {
  return parts.reduce((sum, { value }) => sum + value, 0)
}

interface LineChartProps {
  readonly label: string
  readonly lines: readonly { readonly values: readonly (number | null)[]; readonly look: string }[]
  readonly describe: (index: number) => string
  readonly unit: (value: number) => string
}

/** Lines over time, with gaps where there is nothing. */
export function LineChart({ label, lines, describe, unit }: LineChartProps) {
  const [at, setAt] = useState<number>()
  const count = lines[0]?.values.length ?? 0
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const step = WIDTH / Math.max(1, count)
  const x = (index: number) => (index + 0.5) * step
  const y = (value: number) => HEIGHT - (value / most) * (HEIGHT - 4)
  return (
    <Frame readout={at === undefined ? undefined : describe(at)} most={unit(most)}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="size-full"
        onPointerMove={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect()
          setAt(Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count))))
        }}
        onPointerLeave={() => setAt(undefined)}
      >
        {at !== undefined && <rect x={at * step} y={0} width={step} height={HEIGHT} className="fill-hover" />}
        {lines.map(({ values, look }) => (
          <path
            key={look}
            d={pathOf(values, x, y, step)}
            fill="none"
            strokeWidth="1.75"
            strokeLinecap="round"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            className={look}
          />
        ))}
      </svg>
    </Frame>
  )
}

/** A value beside nothing is a short dash, so that it is seen. */
function pathOf(
  values: readonly (number | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
  step: number,
): string {
  const parts: string[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const before = values[index - 1] ?? null
    const after = values[index + 1] ?? null
    if (before === null && after === null) {
      parts.push(`M${x(index) - step / 3} ${y(value)}H${x(index) + step / 3}`)
    } else {
      parts.push(`${before === null ? 'M' : 'L'}${x(index)} ${y(value)}`)
    }
  }
  return parts.join('')
}

interface FrameProps {
  readonly readout: string | undefined
  readonly most: string
  readonly children: React.ReactNode
}

function Frame({ readout, most, children }: FrameProps) {
  return (
    <div className="px-4 pt-1 pb-3">
      <p aria-hidden="true" className="h-5 truncate text-muted text-xs tabular-nums">
        {readout ?? `up to ${most}`}
      </p>
      <div className="h-24 border-line border-b">{children}</div>
    </div>
  )
}
