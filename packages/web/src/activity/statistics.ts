import type { Output } from '#api/api.ts'
import { formatPercent } from '#texts/format.ts'

export type Statistics = Output<'getToolCallStatistics'>

/** Returns totals over all buckets. */
export function getTotals({ data }: Pick<Statistics, 'data'>): {
  calls: number
  errors: number
  share: string
} {
  const calls = data.reduce((sum, bucket) => sum + bucket.calls, 0)
  const errors = data.reduce((sum, bucket) => sum + bucket.errors, 0)
  return { calls, errors, share: formatPercent(calls === 0 ? 0 : errors / calls) }
}
