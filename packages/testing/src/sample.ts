/**
 * Whether a matrix or a list of looks runs completely, as in the nightly set, where `npm test` runs a fixed sample:
 * `BULKHEAD_TEST_SAMPLE=all`.
 */
export const IS_WHOLE = process.env.BULKHEAD_TEST_SAMPLE === 'all'

/** What random choices follow from: the same in each run, except in the nightly set, which prints it. */
export const SEED = Number(process.env.BULKHEAD_TEST_SEED ?? 20_261)

/** Part of the cases of each matrix: `BULKHEAD_TEST_PART=1/8`. */
const [PART = 1, PARTS = 1] = (process.env.BULKHEAD_TEST_PART ?? '').split('/').filter(Boolean).map(Number)

/** Returns whether the element at an index of a list is in the sample, which has one of `share`. */
export function isInSample(at: number, share: number): boolean {
  return IS_WHOLE || at % share === 0
}

/** Returns whether this run has the case at an index of a matrix. */
export function isInPart(at: number): boolean {
  return at % PARTS === PART - 1
}
