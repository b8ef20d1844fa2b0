/** Period for delivery attempts, from the first wait to the last attempt. */
export const TRIED_FOR_MS = 86_400_000
/** Period of continuous failures after which an endpoint is disabled. */
export const FAILING_FOR_MS = 5 * 86_400_000

const SECONDS_UNTIL_RETRY = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800] as const
const MOST_BACKOFF_SECONDS = 300

/**
 * Returns the time of the next attempt of a failed delivery; undefined after the last attempt, a day after the delivery
 * began to wait.
 *
 * @param attempts Attempts so far.
 */
export function getNextTry(attempts: number, pendingSinceMs: number, nowMs: number): number | undefined {
  const lastMs = pendingSinceMs + TRIED_FOR_MS
  if (nowMs >= lastMs) return undefined
  const seconds = SECONDS_UNTIL_RETRY[attempts - 1]
  return seconds === undefined ? lastMs : Math.min(lastMs, nowMs + seconds * 1000)
}

/** Returns the pause of an endpoint in milliseconds after a number of consecutive failures. */
export function getBackoffMs(failures: number): number {
  return failures === 0 ? 0 : 1000 * Math.min(MOST_BACKOFF_SECONDS, 2 ** Math.min(failures - 1, 20))
}
