import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ImportGraph } from './import-graph.ts'

/** Hooks for all that runs in a process. */
const HOOKS = /^(before|after|beforeEach|afterEach)\(/m
/** Changes of what all of a process sees, and measures of it. */
const CHANGES = /\bprocess\.(env\b|chdir|umask|on|exit|memoryUsage|cpuUsage)|\bmock\b|\bgc\(/
/** What those reach that use a store, start a program or take long. */
const NEEDS_ITS_TIME = [
  'packages/testing/src/postgres/running-postgres.ts',
  'packages/testing/src/server-process.ts',
  'packages/testing/src/operator-process.ts',
  'packages/server/src/platform/database/pglite/open-pglite.ts',
]
/** Files that take as long as a group by themselves. */
const FILLS_A_PROCESS =
  /\/(isolation|loop-budget|proofs)\/|\/(fuzz|plans|sql-matrix|secrets|egress|reach)\.test\.ts$/
/** Of files that use a store. Fewer spend more on starting and importing, more leave a core idle at the end. */
const FILES_OF_A_GROUP = 6

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
  // A few start as fast by themselves, and say better where they are.
  if (files.length <= processes * 2) return [...files]
  const long = files.filter((file) => FILLS_A_PROCESS.test(file))
  const toText = (file: string) => readFileSync(join(root, file), 'utf8')
  const hasHooks = (file: string) =>
    [...graph.reach(file)].some((path) => /\/test\/.*\.ts$/.test(path) && HOOKS.test(toText(path)))
  const shared = files.filter(
    (file) => !long.includes(file) && !CHANGES.test(toText(file)) && !hasHooks(file),
  )
  const slow = shared.filter((file) => NEEDS_ITS_TIME.some((path) => graph.reach(file).has(path)))
  const quick = shared.filter((file) => !slow.includes(file))
  const groups = [...dealt(slow, Math.ceil(slow.length / FILES_OF_A_GROUP)), ...dealt(quick, processes)]
  mkdirSync(folder, { recursive: true })
  const entries = groups.map((group, index) => {
    const entry = join(folder, `group-${index + 1}.mjs`)
    writeFileSync(entry, getEntry(root, group))
    return entry
  })
  return [...long, ...entries, ...files.filter((file) => !long.includes(file) && !shared.includes(file))]
}

/** Files of one folder go to different groups: they take about as long. */
function dealt(files: readonly string[], groups: number): string[][] {
  return Array.from({ length: groups }, (_, group) =>
    files.filter((_file, index) => index % groups === group),
  )
}

function getEntry(root: string, files: readonly string[]): string {
  const [runner, ...urls] = ['scripts/tests/run-in-turn.ts', ...files].map(
    (file) => pathToFileURL(join(root, file)).href,
  )
  return `import { runInTurn } from ${JSON.stringify(runner)}\nawait runInTurn(${JSON.stringify(urls, null, 2)})\n`
}
