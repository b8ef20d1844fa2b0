import { useSyncExternalStore } from 'react'

const TICK_MS = 15_000
const watchers = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** One clock for all times on the page. */
function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of watchers) one()
  }, TICK_MS)
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'narrow' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' })

const STEPS: readonly (readonly [limitS: number, unitS: number, unit: Intl.RelativeTimeFormatUnit])[] = [
  [3_600, 60, 'minute'],
  [86_400, 3_600, 'hour'],
  [86_400 * 30, 86_400, 'day'],
  [86_400 * 365, 86_400 * 30, 'month'],
  [Number.POSITIVE_INFINITY, 86_400 * 365, 'year'],
]

/** How long ago, or until: `4 min. ago`. */
export function relativeTime(at: number, from: number): string {
  const seconds = (at - from) / 1000
  if (Math.abs(seconds) < 45) return seconds > 5 ? 'in a moment' : 'just now'
  const [, size, unit] = STEPS.find(([limit]) => Math.abs(seconds) < limit) ?? [0, 1, 'second' as const]
  return relative.format(Math.round(seconds / size), unit)
}

export function exactTime(at: string): string {
  return exact.format(new Date(at))
}

/** An instant, as the time since; on hover exactly. */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  const from = useSyncExternalStore(watch, () => now)
  return (
    <time dateTime={at} title={exactTime(at)} className={className}>
      {relativeTime(Date.parse(at), Math.max(from, Date.parse(at) > from ? from : 0))}
    </time>
  )
}
