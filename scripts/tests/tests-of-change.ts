import type { ImportGraph } from './import-graph.ts'

/** Files of the root that every test depends on. */
const EVERYWHERE = ['package.json', 'package-lock.json', 'tsconfig.json']

/** Tests that a change can reach, and the changed files that no test imports or names. */
export interface TestsOfChange {
  readonly tests: readonly string[]
  /**
   * Changed files that no test names. All tests of their package are chosen, because some may read them by other means.
   */
  readonly unnamed: readonly string[]
}

/** Chooses from `tests` those that reach a changed file. */
export function testsOfChange(
  graph: ImportGraph,
  tests: readonly string[],
  changed: readonly string[],
): TestsOfChange {
  if (changed.some((file) => EVERYWHERE.includes(file))) return { tests, unnamed: [] }
  const reach = tests.map((test) => ({ test, files: graph.reach(test) }))
  const unnamed = changed.filter((file) => !reach.some(({ files }) => files.has(file)))
  const packages = unnamed.map((file) => /^(packages\/[^/]+|docs|scripts)\//.exec(file)?.[0]).filter(isGiven)
  const reached = reach.filter(
    ({ test, files }) =>
      changed.some((file) => files.has(file)) || packages.some((folder) => test.startsWith(folder)),
  )
  return { tests: reached.map(({ test }) => test), unnamed }
}

function isGiven<T>(value: T | undefined): value is T {
  return value !== undefined
}
