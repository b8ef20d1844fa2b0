import { createCache } from '#platform/cache/create-cache'
import type { Count, Counter } from './shared-counter.ts'

const REMEMBERED = 50_000

/** Options of {@link createCounterWithReserve}. */
export interface CounterWithReserveOptions {
  readonly counter: Counter
  /** Counter in use while `counter` cannot be reached. */
  readonly reserve: Counter
  readonly name: string
  readonly now?: () => number
}

/** Window of a key, as known to this process. */
interface Known {
  /** Count of this process. The next two fields say how much of it is in each store. */
  own: number
  inCounter: number
  inReserve: number
  /** Last known count of all processes. `ownThen` is the count of this process at that time. */
  all: number
  ownThen: number
  endsAt: number
  /** Number of absences of the counter before the last request to it. */
  absences: number
  hadAbsence: boolean
}

/**
 * Creates a counter that counts in `counter`, and in `reserve` while `counter` cannot be reached. Each process adds its
 * own counts to the store in use. So neither an absence nor a store that comes back empty lets another full limit
 * through.
 */
export function createCounterWithReserve({
  counter,
  reserve,
  name,
  now = Date.now,
}: CounterWithReserveOptions): Counter {
  const windows = createCache<Known>({
    name: `${name}_windows`,
    key: 'counted key',
    max: REMEMBERED,
    invalidatedBy: 'the end of the window that it counts',
  })
  let absences = 0
  let isAway = false

  function getWindow(key: string): Known {
    const known = windows.get(key)
    if (known !== undefined && known.endsAt > now()) return known
    const counts = { own: 0, inCounter: 0, inReserve: 0, all: 0, ownThen: 0 }
    const begun = { ...counts, endsAt: Number.POSITIVE_INFINITY, absences, hadAbsence: false }
    windows.set(key, begun)
    return begun
  }

  async function askCounter(key: string, points: number): Promise<Count | undefined> {
    try {
      const counted = await counter.count(key, points)
      isAway = false
      return counted
    } catch {
      if (!isAway) absences += 1
      isAway = true
      return undefined
    }
  }

  async function askReserve(key: string, window: Known): Promise<Count> {
    const points = window.own - window.inReserve
    window.inReserve = window.own
    const { count, endsInMs } = await reserve.count(key, points)
    window.endsAt = Math.min(window.endsAt, now() + endsInMs)
    window.hadAbsence = true
    return { count: remember(window, Math.max(count, getLeast(window))), endsInMs: window.endsAt - now() }
  }

  /** Adds the counts of this process that the counter missed while it could not be reached. */
  async function bring(key: string, window: Known, counted: Count, points: number): Promise<Count> {
    window.absences = absences
    window.hadAbsence = true
    const before = window.own - points
    const isLost = counted.count < getLeast(window)
    const missing = before - (isLost ? 0 : window.inCounter)
    window.inCounter = before
    return missing > 0 ? ((await askCounter(key, missing)) ?? counted) : counted
  }

  return {
    async count(key, points = 1) {
      const window = getWindow(key)
      window.own += points
      const asked = await askCounter(key, points)
      if (asked === undefined) return askReserve(key, window)
      const { count, endsInMs } = window.absences < absences ? await bring(key, window, asked, points) : asked
      window.inCounter += points
      window.endsAt = now() + endsInMs
      // Other processes add their counts when they next count.
      return {
        count: remember(window, window.hadAbsence ? Math.max(count, getLeast(window)) : count),
        endsInMs,
      }
    },
    async uncount(key, points = 1) {
      const window = getWindow(key)
      window.own -= points
      const store = isAway ? 'inReserve' : 'inCounter'
      window[store] -= points
      if (isAway) return reserve.uncount(key, points)
      try {
        await counter.uncount(key, points)
      } catch {
        // The count is too high then, until the window ends.
      }
    },
  }
}

/** Returns the lowest count that is certain to this process. */
function getLeast({ all, own, ownThen }: Known): number {
  return all + own - ownThen
}

function remember(window: Known, count: number): number {
  window.all = count
  window.ownThen = window.own
  return count
}
