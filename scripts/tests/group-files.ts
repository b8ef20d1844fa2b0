import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ImportGraph } from './import-graph.ts'

/** What no file does that shares its process: hooks for all of it, and changes of what all of it sees. */
const NEEDS_A_PROCESS = /^(before|after|beforeEach|afterEach)\(|\bprocess\.(env\b|chdir|umask|on)|\bmock\b/m
/** What those reach that use a store, start a program or measure memory. */
const NEEDS_ITS_TIME = [
  'packages/testing/src/running-postgres.ts',
  'packages/testing/src/server-process.ts',
  'packages/testing/src/operator-process.ts',
  'packages/server/src/platform/database/pglite/open-pglite.ts',
]

/** Whether a test file uses a database. */
export function usesStores(graph: ImportGraph, file: string): boolean {
  return graph.reach(file).has('packages/testing/src/running-postgres.ts')
}

/**
 * Puts small test files together, so that not each of them pays for a process and its imports.
 *
 * @param groups How many processes they share.
 * @param folder Where a file for each group is written.
 * @returns The files to run.
 */
export function groupFiles(
  graph: ImportGraph,
  root: string,
  files: readonly string[],
  groups: number,
  folder: string,
): string[] {
  const small = files.filter((file) => isSmall(graph, root, file))
  // A few start as fast by themselves, and say better where they are.
  if (small.length <= groups * 2) return [...files]
  mkdirSync(folder, { recursive: true })
  const written = Array.from({ length: groups }, (_, group) => {
    const entry = join(folder, `small-${group + 1}.mjs`)
    writeFileSync(
      entry,
      importing(
        root,
        small.filter((_file, index) => index % groups === group),
      ),
    )
    return entry
  })
  return [...written, ...files.filter((file) => !small.includes(file))]
}

function isSmall(graph: ImportGraph, root: string, file: string): boolean {
  if (!/^packages\/(contract|engine|catalog|sdk|web)\//.test(file)) return false
  const reached = graph.reach(file)
  return (
    !NEEDS_ITS_TIME.some((path) => reached.has(path)) &&
    !NEEDS_A_PROCESS.test(readFileSync(join(root, file), 'utf8'))
  )
}

/** One that cannot be imported must not keep the others from running. */
function importing(root: string, files: readonly string[]): string {
  const urls = files.map((file) => pathToFileURL(join(root, file)).href)
  return `const failures = []
for (const url of ${JSON.stringify(urls, null, 2)}) {
  try {
    await import(url)
  } catch (error) {
    failures.push(error)
  }
}
if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join('; '))
`
}
