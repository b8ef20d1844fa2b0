import { cx } from '../cx.ts'

interface SparklineProps {
  /** Description of the chart, in a sentence. */
  readonly label: string
  readonly values: readonly number[]
  readonly className?: string
}

const WIDTH = 100
const HEIGHT = 24

/** Chart without axes, as tall as a line of text. */
export function Sparkline({ label, values, className }: SparklineProps) {
  const top = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map((value, index) => `${index * step},${HEIGHT - 2 - (value / top) * (HEIGHT - 4)}`)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cx('h-6 w-24 text-accent', className)}
    >
      <polygon points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} className="fill-current/12" />
      <polyline
        points={points.join(' ')}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-current"
      />
    </svg>
  )
}
