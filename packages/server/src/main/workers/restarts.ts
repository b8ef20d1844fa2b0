/** Time after which the end of a worker no longer delays a restart. */
const REMEMBERED_MS = 60_000
const [FIRST_DELAY_MS, MOST_DELAY_MS] = [1_000, 30_000]
/**
 * Number of ends within {@link REMEMBERED_MS}, besides one of each worker, after which no restart is tried if no worker is
 * left.
 */
const MOST_ENDS = 5

/** Schedule of restarts. */
export interface Restarts {
  /**
   * Records that a worker ended.
   *
   * @param left Number of workers that are left.
   * @returns Milliseconds until it is restarted. Undefined if a restart is of no use.
   */
  next(left: number): number | undefined
}

/**
 * Creates a schedule. The first end within a minute causes no delay, and each further end causes twice the delay of the
 * one before.
 *
 * @param workers Number of workers.
 */
export function createRestarts(
  workers: number,
  now: () => number = performance.now.bind(performance),
): Restarts {
  let ends: number[] = []
  return {
    next(left) {
      const at = now()
      ends = [...ends.filter((end) => at - end < REMEMBERED_MS), at]
      if (left === 0 && ends.length >= workers + MOST_ENDS) return undefined
      return ends.length === 1 ? 0 : Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (ends.length - 2))
    },
  }
}
