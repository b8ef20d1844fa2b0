import { useId } from 'react'

const WIDTH = 120
const HEIGHT = 32

interface SparklineProps {
  readonly values: readonly number[]
  /** Class of the colour. */
  readonly look: string
}

/** The course of a number, without figures: these stand beside it. */
export function Sparkline({ values, look }: SparklineProps) {
  const fill = useId()
  const most = Math.max(1, ...values)
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map((value, index) => `${index * step} ${HEIGHT - 2 - (value / most) * (HEIGHT - 4)}`)
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={`h-8 w-full ${look}`}
    >
      <linearGradient id={fill} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="currentColor" stopOpacity="0.22" />
        <stop offset="1" stopColor="currentColor" stopOpacity="0" />
      </linearGradient>
      {points.length > 1 && (
        <>
          <path d={`M${points.join('L')}L${WIDTH} ${HEIGHT}L0 ${HEIGHT}Z`} fill={`url(#${fill})`} />
          <path
            d={`M${points.join('L')}`}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  )
}
