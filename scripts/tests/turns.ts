import { DAYS_OF_A_TURN, ROUND } from '@bulkhead/testing/proofs/round'
import { needsItsTime, rankOf } from './group-files.ts'
import type { ImportGraph } from './import-graph.ts'

/** Tests that drive a browser, a terminal, an installed program or a compiler. */
const DRIVES_A_PROGRAM =
  /^(packages\/(web|cli)|docs)\/test\/.*\.system\.ts$|^scripts\/operation-new\.test\.ts$/
/** Tests of the walls between tenants. They run every day. */
const IS_OF_THE_WALLS = /\/server\/test\/(isolation\/|database\/sql-matrix\.)/

/** Returns whether a test file takes turns: it uses a store, starts a program or takes long. */
export function takesTurns(graph: ImportGraph, file: string): boolean {
  return !IS_OF_THE_WALLS.test(file) && (DRIVES_A_PROGRAM.test(file) || needsItsTime(graph, file))
}

/**
 * Returns the files that run in a round: all but those that have their turn on one of the next days.
 *
 * @param isDaily Whether a file runs in every round. The others are dealt out to the days, the longest first.
 */
export function inTurn(
  files: readonly string[],
  isDaily: (file: string) => boolean,
  round = ROUND,
): readonly string[] {
  const { long = [], short = [] } = Object.groupBy(
    files.filter((file) => !isDaily(file)),
    (file) => (rankOf(file) === -1 ? 'short' : 'long'),
  )
  const turns = [...long.sort((a, b) => rankOf(a) - rankOf(b)), ...short]
  return files.filter((file) => {
    const at = turns.indexOf(file)
    return at === -1 || (at + round) % DAYS_OF_A_TURN === 0
  })
}
