/** Ends that are longer ago do not delay a restart. */
const REMEMBERED_MS = 60_000
const [FIRST_DELAY_MS, MOST_DELAY_MS] = [1_000, 30_000]
/** Ends within {@link REMEMBERED_MS} after which no worker is waited for if none is left. */
const MOST_ENDS = 5

/** Says when a worker is started again. */
export interface Restarts {
  /**
   * Notes that a worker ended.
   *
   * @param left Workers that are left.
   * @returns Milliseconds until it is started again; undefined where that is of no use any more.
   */
  next(left: number): number | undefined
}

/** The first end within a minute costs no wait, each further one twice as much as the one before. */
export function createRestarts(now: () => number = performance.now.bind(performance)): Restarts {
  let ends: number[] = []
  return {
    next(left) {
      const at = now()
      ends = [...ends.filter((end) => at - end < REMEMBERED_MS), at]
      if (left === 0 && ends.length >= MOST_ENDS) return undefined
      return ends.length === 1 ? 0 : Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (ends.length - 2))
    },
  }
}
