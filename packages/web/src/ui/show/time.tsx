import { useSyncExternalStore } from 'react'
import { exactTime, relativeTime } from './relative-time.ts'

const TICK_MS = 15_000
const watchers = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** Shares one clock between all times on the page. */
function watch(watcher: () => void): () => void {
  watchers.add(watcher)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(() => {
      now = Date.now()
      for (const one of watchers) one()
    }, TICK_MS)
  }
  return () => {
    watchers.delete(watcher)
    if (watchers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Time relative to now. On hover it shows the exact time. */
export function Time({ at, className }: { readonly at: string; readonly className?: string }) {
  const from = useSyncExternalStore(watch, () => now)
  return (
    <time
      dateTime={at}
      // The exact time is formatted only on hover, because formatting takes longer than the rest of a row.
      onPointerEnter={({ currentTarget }) => {
        currentTarget.title = exactTime(at)
      }}
      className={className}
    >
      {relativeTime(Date.parse(at), from)}
    </time>
  )
}
