import { t } from '@lingui/core/macro'
/** Change of a figure against the previous period. */
export interface Trend {
  readonly text: string
  readonly direction: 'up' | 'down' | 'none'
}

/** Increases above this percentage are shown as a multiple. */
const MOST_PERCENT = 300

/** Compares a figure with the previous one. Undefined if one of them is unknown or both are 0. */
export function getTrend(before: number | undefined, now: number | undefined): Trend | undefined {
  if (before === undefined || now === undefined) return undefined
  if (before === 0) return now === 0 ? undefined : { text: t`new`, direction: 'none' }
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return { text: '±0%', direction: 'none' }
  const text =
    percent > MOST_PERCENT
      ? `×${Math.round(now / before)}`
      : `${percent > 0 ? '+' : '−'}${Math.abs(percent)}%`
  return { text, direction: percent > 0 ? 'up' : 'down' }
}
