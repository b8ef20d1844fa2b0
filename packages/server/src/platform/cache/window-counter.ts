import { createLru } from './lru.ts'

/** Counts by key, in this process, over windows of time that begin with the first count. */
export interface WindowCounter {
  /** Counts once more. @returns How often in the window under way, and the milliseconds until it ends. */
  count(key: string): { count: number; endsInMs: number }
  /** Takes one count back. */
  uncount(key: string): void
}

/**
 * @param remembered Keys; beyond it those counted longest ago begin anew.
 * @param now Milliseconds since the epoch.
 */
export function createWindowCounter(windowMs: number, remembered: number, now: () => number): WindowCounter {
  const windows = createLru<{ count: number; endsAt: number }>(remembered)
  return {
    count(key) {
      const open = windows.get(key)
      const window = open !== undefined && open.endsAt > now() ? open : { count: 0, endsAt: now() + windowMs }
      window.count += 1
      windows.set(key, window)
      return { count: window.count, endsInMs: window.endsAt - now() }
    },
    uncount(key) {
      const open = windows.get(key)
      if (open !== undefined) open.count -= 1
    },
  }
}
