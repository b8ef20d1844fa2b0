import { getClockFormat, getDayFormat, getInstantFormat } from '#texts/format.ts'
import type { Span } from './series.ts'

const DAY_MS = 86_400_000

/** Formats a time span with its start and end. */
export function formatSpan({ since, until }: Span): string {
  if (Number.isNaN(since) || Number.isNaN(until)) return ''
  const format = until - since >= DAY_MS ? getDayFormat() : getInstantFormat()
  return format.formatRange(since, until)
}

/** Formats a tick of an axis: the date at midnight, the time otherwise. */
export function formatTick(at: number): string {
  const date = new Date(at)
  const format = date.getHours() === 0 && date.getMinutes() === 0 ? getDayFormat() : getClockFormat()
  return format.format(date)
}
