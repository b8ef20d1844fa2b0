import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportGraph } from './import-graph.ts'

/** Measures of a process that are true only where nothing else ran in it, and what cannot be undone. */
const IS_ALONE = /\bprocess\.(chdir|exit|memoryUsage)\b|\bgc\b/
/**
 * Suites and files that wait before they have registered all of their tests and hooks, and helpers that register hooks for
 * the test that calls them: their promises are followed.
 */
const WAITS =
  /\b(describe|suite)\(.*\basync\b|^(?!.*\basync\b)[^\s/*].*\bawait\b|^if \(import\.meta\.main\) \{/m
const USES_HOOKS = /import \{[^}]*\bafter\b[^}]*\} from 'node:test'/
/** What those reach that use a store, start a program or take long. */
const NEEDS_ITS_TIME = [
  'packages/testing/src/postgres/running-postgres.ts',
  'packages/testing/src/server-process.ts',
  'packages/testing/src/operator-process.ts',
  'packages/server/src/platform/database/pglite/open-pglite.ts',
]
/** Files that take as long as a group by themselves. */
const FILLS_A_PROCESS =
  /\/(isolation|loop-budget|proofs)\/|\/(fuzz|plans|sql-matrix|secrets|egress|reach)\.test\.ts$|\.system\.ts$/
/** Of files that use a store. Fewer spend more on starting and importing, more leave a core idle at the end. */
const FILES_OF_A_GROUP = 12

/** Whether a test file uses a database. */
export function usesStores(graph: ImportGraph, file: string): boolean {
  return graph.reach(file).has('packages/testing/src/postgres/running-postgres.ts')
}

/**
 * Puts test files together, so that not each of them pays for a process and its imports.
 *
 * @param processes How many of them run at the same time.
 * @param folder Where a file for each group is written.
 * @returns The files to run, those first that take longest.
 */
export function groupFiles(
  graph: ImportGraph,
  root: string,
  files: readonly string[],
  processes: number,
  folder: string,
): string[] {
  const toText = (file: string) => readFileSync(join(root, file), 'utf8')
  const waits = (file: string) =>
    [...graph.reach(file)].some(
      (path) =>
        (isTest(path) || /\/(test|testing\/src)\/.*\.ts$/.test(path)) &&
        (WAITS.test(toText(path)) || (!isTest(path) && USES_HOOKS.test(toText(path)))),
    )
  const long = files.filter((file) => FILLS_A_PROCESS.test(file))
  const alone = files.filter((file) => !long.includes(file) && IS_ALONE.test(toText(file)))
  const shared = files.filter((file) => !long.includes(file) && !alone.includes(file))
  const isSlow = (file: string) => NEEDS_ITS_TIME.some((path) => graph.reach(file).has(path))
  const grouped = [true, false].flatMap((followed) => {
    const these = shared.filter((file) => waits(file) === followed)
    const slow = these.filter(isSlow)
    const quick = these.filter((file) => !isSlow(file))
    return [
      ...dealt(slow, Math.max(processes, Math.ceil(slow.length / FILES_OF_A_GROUP))),
      ...dealt(quick, followed ? 1 : processes),
    ]
  })
  mkdirSync(folder, { recursive: true })
  return [...long.map((file) => [file]), ...grouped, ...alone.map((file) => [file])]
    .filter((group) => group.length > 0)
    .map((group, index) => {
      const [only = ''] = group
      const name = group.length === 1 ? only.replaceAll('/', '-').replace(/\.ts$/, '') : `group-${index + 1}`
      const entry = join(folder, `${name}.mjs`)
      const paths = group.map((file) => join(root, file))
      writeFileSync(entry, groupEntry(paths, group.some(waits)))
      return entry
    })
}

const isTest = (file: string) => /\.(test|system)\.ts$/.test(file)

/** Files of one folder go to different groups: they take about as long. */
function dealt(files: readonly string[], groups: number): string[][] {
  return Array.from({ length: groups }, (_, group) =>
    files.filter((_file, index) => index % groups === group),
  )
}

/**
 * The program that runs test files in turn.
 *
 * @param followed See `runInTurn`.
 */
export function groupEntry(files: readonly string[], followed: boolean): string {
  const getModule = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  return [
    ...(followed
      ? []
      : [`import { followNoPromises } from ${getModule('follow-no-promises.ts')}`, 'followNoPromises()']),
    `const { runInTurn } = await import(${getModule('run-in-turn.ts')})`,
    `await runInTurn(${JSON.stringify(files, null, 2)}, ${followed})`,
    '',
  ].join('\n')
}
