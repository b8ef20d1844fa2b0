import { cx } from '../cx.ts'

interface SparklineProps {
  /** Description of the chart, in a sentence. */
  readonly label: string
  readonly values: readonly number[]
  /** Part of each value that is bad, such as failed calls. Each is a red mark. */
  readonly bad?: readonly number[]
  readonly className?: string
}

const WIDTH = 100
const HEIGHT = 24
/** Minimum height of a red mark. */
const LEAST_BAD = 5

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
      {bad.map(
        (value, index) =>
          value > 0 && (
            <line
              // biome-ignore lint/suspicious/noArrayIndexKey: a mark is identified by its index
              key={index}
              x1={index * step}
              x2={index * step}
              y1={HEIGHT}
              y2={HEIGHT - Math.max(LEAST_BAD, (value / top) * (HEIGHT - 4))}
              strokeWidth="2"
              vectorEffect="non-scaling-stroke"
              className="stroke-bad-fill"
            />
          ),
      )}
    </svg>
  )
}
