import { type CacheOptions, createCache } from './create-cache.ts'

/** Counter by key in this process. The time window of a key begins with its first count. */
export interface WindowCounter {
  /** Adds one. @returns The count of the current window, and the milliseconds until the window ends. */
  count(key: string): { count: number; endsInMs: number }
  /** Subtracts one. */
  uncount(key: string): void
}

/**
 * Creates a counter. It does not use `rate-limiter-flexible`, whose memory has no bound and which has a timer for each
 * key. If there are more than `max` keys here, the keys counted longest ago start over.
 *
 * @param now Milliseconds since the epoch.
 */
export function createWindowCounter(
  { windowMs, ...options }: Pick<CacheOptions, 'name' | 'key' | 'max'> & { readonly windowMs: number },
  now: () => number,
): WindowCounter {
  const windows = createCache<{ count: number; endsAt: number }>({
    ...options,
    invalidatedBy: `the end of its window of ${windowMs / 1000} s`,
  })
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
