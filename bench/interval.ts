/** Median with its 95 % confidence interval. */
export interface Interval {
  readonly median: number
  readonly from: number
  readonly to: number
}

/** Returns the median and its 95 % interval between two order statistics (binomial, in normal approximation). */
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
