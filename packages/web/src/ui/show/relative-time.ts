import { t } from '@lingui/core/macro'
import { perLanguage } from '#texts/format.ts'

const relative = perLanguage(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' }),
)

const STEPS: readonly (readonly [limitS: number, unitS: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [86_400 * 30, 86_400, 'day'],
  [86_400 * 365, 86_400 * 30, 'month'],
  [Number.POSITIVE_INFINITY, 86_400 * 365, 'year'],
]

/** Formats a past or future time relative to now: `4m ago`. */
export function relativeTime(at: number, from: number): string {
  const seconds = (at - from) / 1000
  // Applies to past and future, because the clocks of server and browser differ a little.
  if (Math.abs(seconds) < 45) return t`just now`
  const [, size, unit] = STEPS.find(([limit]) => Math.abs(seconds) < limit) ?? [0, 1, 'second' as const]
  return relative().format(Math.round(seconds / size), unit)
}

const exact = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long' }),
)

/** Formats a time to the second. */
export function exactTime(at: string): string {
  return exact().format(new Date(at))
}
