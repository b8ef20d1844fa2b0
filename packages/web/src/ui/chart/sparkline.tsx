import { cx } from '../cx.ts'

interface SparklineProps {
  /** Description of the chart, in a sentence. */
  readonly label: string
  readonly values: readonly number[]
  /** Part of each value that is bad, such as failed calls. It is drawn in red. */
  readonly bad?: readonly number[]
  readonly className?: string
}

const WIDTH = 100
const HEIGHT = 24

/** Chart without axes, as tall as a line of text. */
export function Sparkline({ label, values, bad = [], className }: SparklineProps) {
  const top = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const toPoints = (line: readonly number[]) =>
    line.map((value, index) => `${index * step},${HEIGHT - 2 - (value / top) * (HEIGHT - 4)}`).join(' ')
  const points = toPoints(values)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cx('h-6 w-24 text-accent', className)}
    >
      <polygon points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} className="fill-current/12" />
      <polyline
        points={points}
        fill="none"
        strokeWidth="1.5"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
        className="stroke-current"
      />
      {bad.some((value) => value > 0) && (
        <polyline
          points={toPoints(bad)}
          fill="none"
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
          className="stroke-bad-fill"
        />
      )}
    </svg>
  )
}
