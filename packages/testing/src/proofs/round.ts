const DAY_MS = 86_400_000

/** Whether a proof runs all of what `npm test` runs a part of. */
export const IS_WHOLE = process.env.BULKHEAD_TEST_ROUND === 'all'

/**
 * Part of the long tests that `npm test` runs: another one each day, so that each has its turn.
 * `BULKHEAD_TEST_ROUND` repeats the round of another day. `all` runs everything.
 */
export const ROUND = IS_WHOLE ? 0 : Number(process.env.BULKHEAD_TEST_ROUND ?? Math.floor(Date.now() / DAY_MS))

/** Whether the turn of what is at a place of a list comes in this round, one of `share`. */
export function isInRound(at: number, share: number): boolean {
  return IS_WHOLE || (at + ROUND) % share === 0
}
