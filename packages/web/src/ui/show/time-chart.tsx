import { type PointerEvent, type ReactNode, useState } from 'react'

interface TimeChartProps {
  readonly title: string
  /** What it shows, in a sentence. */
  readonly label: string
  readonly aside: ReactNode
  /** How many points of time there are. */
  readonly count: number
  /** What is said of a point, and of the whole. */
  readonly describe: (index: number | undefined) => string
  readonly onChoose?: (index: number) => void
  /** What is drawn, in the coordinates of {@link WIDTH} and {@link HEIGHT}. */
  readonly children: ReactNode
}

const WIDTH = 1000
const HEIGHT = 100

/** A chart over time. It is drawn without a size of its own, so that nothing moves when it is there. */
export function TimeChart({ title, label, aside, count, describe, onChoose, children }: TimeChartProps) {
  const [at, setAt] = useState<number>()
  const step = WIDTH / Math.max(1, count)
  const indexOf = ({ currentTarget, clientX }: PointerEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return Math.min(count - 1, Math.max(0, Math.floor(((clientX - left) / width) * count)))
  }
  return (
    <section className="rounded-lg border border-line bg-surface px-4 pt-3 pb-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="font-medium text-sm">{title}</h2>
        <div className="text-muted text-xs tabular-nums">{aside}</div>
      </div>
      <p aria-hidden="true" className="mt-0.5 h-5 truncate text-muted text-xs tabular-nums">
        {describe(at)}
      </p>
      <div className="h-20 border-line border-b">
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
          {at !== undefined && (
            <rect x={at * step} y={0} width={step} height={HEIGHT} className="fill-hover" />
          )}
          {children}
        </svg>
      </div>
    </section>
  )
}

interface BarsProps {
  /** Per point of time its parts, from the bottom up. */
  readonly stacks: readonly {
    readonly at: string
    readonly parts: readonly { readonly value: number; readonly look: string }[]
  }[]
}

export function Bars({ stacks }: BarsProps) {
  const most = Math.max(1, ...stacks.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)))
  const step = WIDTH / Math.max(1, stacks.length)
  return stacks.map(({ at, parts }, index) => {
    let top = HEIGHT
    return parts.map(({ value, look }) => {
      const height = (value / most) * (HEIGHT - 4)
      top -= height
      return value === 0 ? null : (
        <rect
          key={`${at} ${look}`}
          x={index * step + step * 0.12}
          y={top}
          width={step * 0.76}
          height={Math.max(height, 1)}
          className={look}
        />
      )
    })
  })
}

interface LinesProps {
  readonly lines: readonly { readonly values: readonly (number | null)[]; readonly look: string }[]
}

/** Lines with gaps where there is nothing. */
export function Lines({ lines }: LinesProps) {
  const most = Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)))
  return lines.map(({ values, look }) => (
    <path
      key={look}
      d={getPath(values, most)}
      fill="none"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
      className={look}
    />
  ))
}

/** A value with nothing beside it is a short dash, so that it is seen. */
function getPath(values: readonly (number | null)[], most: number): string {
  const step = WIDTH / Math.max(1, values.length)
  const parts: string[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue
    const x = (index + 0.5) * step
    const y = HEIGHT - (value / most) * (HEIGHT - 4)
    const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null
    if (isAlone) parts.push(`M${x - step / 3} ${y}H${x + step / 3}`)
    else parts.push(`${(values[index - 1] ?? null) === null ? 'M' : 'L'}${x} ${y}`)
  }
  return parts.join('')
}
