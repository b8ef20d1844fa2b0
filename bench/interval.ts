/** Median with its interval of 95 %. */
export interface Interval {
  readonly median: number
  readonly from: number
  readonly to: number
}

/** The median, and the order statistics between which it lies with 95 % (binomial, by its normal approximation). */
export function getInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (index: number) => sorted[Math.max(0, Math.min(sorted.length - 1, index))] ?? Number.NaN
  const half = (1.96 * Math.sqrt(sorted.length)) / 2
  const middle = sorted.length / 2
  return {
    median: (at(Math.ceil(middle) - 1) + at(Math.floor(middle))) / 2,
    from: at(Math.floor(middle - half)),
    to: at(Math.ceil(middle + half) - 1),
  }
}
