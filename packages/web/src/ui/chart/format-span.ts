import { perLanguage } from '#texts/format.ts'
import type { Span } from './series.ts'

const DAY_MS = 86_400_000
const clock = perLanguage(
  (language) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
)
const day = perLanguage((language) => new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' }))
const both = perLanguage(
  (language) =>
    new Intl.DateTimeFormat(language, {
      month: 'short',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }),
)

/** Formats a time span with its start and end. */
export function formatSpan({ since, until }: Span): string {
  if (Number.isNaN(since) || Number.isNaN(until)) return ''
  return until - since >= DAY_MS ? day().formatRange(since, until) : both().formatRange(since, until)
}

/** Formats a tick of an axis: the date at midnight, the time otherwise. */
export function formatTick(at: number): string {
  const date = new Date(at)
  return date.getHours() === 0 && date.getMinutes() === 0 ? day().format(date) : clock().format(date)
}
