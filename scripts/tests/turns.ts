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
 * Returns the files that run in a round: those that run every day, those whose turn it is, and those that changed.
 *
 * @param turns Files that take turns. They are dealt out to the days, the longest first.
 * @param changed Files that run whoever's turn it is.
 */
export function inTurn(
  files: readonly string[],
  turns: readonly string[],
  changed: readonly string[],
  round = ROUND,
): readonly string[] {
  const { long = [], short = [] } = Object.groupBy(turns, (file) => (rankOf(file) === -1 ? 'short' : 'long'))
  const dealt = [...long.sort((a, b) => rankOf(a) - rankOf(b)), ...short]
  return files.filter((file) => {
    const at = dealt.indexOf(file)
    return at === -1 || (at + round) % DAYS_OF_A_TURN === 0 || changed.includes(file)
  })
}
