import { DAYS_OF_DRIVING_TESTS, ROUND } from '@bulkhead/testing/proofs/round'

/** Tests that drive a browser, a terminal, an installed program or a compiler. Each takes as long as dozens of other files. */
const DRIVES_A_PROGRAM =
  /^(packages\/(web|cli)|docs)\/test\/.*\.system\.ts$|^scripts\/operation-new\.test\.ts$/

/** Returns the files that run in a round: all but those that have their turn on one of the next days. */
export function inTurn(files: readonly string[], round = ROUND): readonly string[] {
  const driving = files.filter((file) => DRIVES_A_PROGRAM.test(file))
  return files.filter((file) => {
    const at = driving.indexOf(file)
    return at === -1 || (at + round) % DAYS_OF_DRIVING_TESTS === 0
  })
}
