const DAY_MS = 86_400_000

/** Whether a proof runs completely, where `npm test` runs a part. */
export const IS_WHOLE = process.env.BULKHEAD_TEST_ROUND === 'all'

/**
 * Number of the round, which selects the part of the long tests that `npm test` runs. It changes every day, so that
 * each part has its turn. `BULKHEAD_TEST_ROUND` repeats the round of another day; `all` runs everything.
 */
export const ROUND = IS_WHOLE ? 0 : Number(process.env.BULKHEAD_TEST_ROUND ?? Math.floor(Date.now() / DAY_MS))

/**
 * Days in which `.ci/run` runs each test file once that takes turns. It is odd, so that a file which uses one of two engines
 * each day uses the other one at its next turn.
 */
export const DAYS_OF_A_TURN = 7

/**
 * Returns whether the element at an index of a list belongs to this round, one of `share` rounds.
 *
 * @param days Days of each round.
 */
export function isInRound(at: number, share: number, days = 1): boolean {
  return IS_WHOLE || (at + Math.floor(ROUND / days)) % share === 0
}

/** Like {@link isInRound}, within a test that takes turns and whose `share` may be a multiple of their days. */
export function isInDrivingRound(at: number, share: number): boolean {
  return isInRound(at, share, DAYS_OF_A_TURN)
}

/** First and last operation of a matrix, by their place in the contract: `BULKHEAD_TEST_OPERATIONS=51-100`. */
const [FIRST = 1, LAST = Number.POSITIVE_INFINITY] = (process.env.BULKHEAD_TEST_OPERATIONS ?? '')
  .split('-')
  .filter(Boolean)
  .map(Number)

/** Returns whether a run has the operation at an index of the contract. */
export function isAsked(at: number): boolean {
  return at + 1 >= FIRST && at + 1 <= LAST
}
