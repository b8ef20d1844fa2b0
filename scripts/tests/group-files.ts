import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportGraph } from './import-graph.ts'

/**
 * Code that needs a process of its own: measurements of a process, changes that cannot be undone, and breakpoints, of which
 * a process that ran other files needs many more.
 */
const IS_ALONE = /\bprocess\.(chdir|exit|memoryUsage)\b|\bgc\b|\btraceEntries\(/
/**
 * Code whose promises must be tracked: suites and files that wait before they have registered all tests and hooks, and
 * helpers that register hooks for the calling test without a suite.
 */
const WAITS = /\b(describe|suite)\(.*\basync\b|^(?!.*\basync\b)[^\s/*].*\bawait\b|^if \(import\.meta\.main\)/m
const USES_HOOKS = /^(?!.*\bdescribe\().*import \{[^}]*\bafter\b[^}]*\} from 'node:test'/s
/** Modules whose importers use a store, start a program or take long. */
const NEEDS_ITS_TIME = [
  'packages/testing/src/postgres/running-postgres.ts',
  'packages/testing/src/server-process.ts',
  'packages/testing/src/operator-process.ts',
  'packages/server/src/platform/database/pglite/open-pglite.ts',
]
/** Files that each fill a process, the longest first. */
const LONG = [
  ...['isolation/http-matrix', 'isolation/mutations', 'http/fuzz', 'database/plans', 'database/sql-matrix'],
  ...['executions/reach', 'isolation/mcp-matrix'],
  ...['http/secrets', 'http/egress', 'isolation/', 'loop-budget/', 'proofs/mcp-load'],
  ...['terminal.system', 'screens.system', 'production-install', 'operation-new', 'docs/test/readme'],
  ...['people.system', 'scale.system', 'flows.system', 'places.system', '.system.ts'],
]
/** Tests that mostly wait for browsers, terminals and installs. */
const WAITS_FOR_PROGRAMS = /\.system\.ts$|\/(operation-new|readme)\.test\.ts$/
/** Tests that visit pages with a browser, except the long ones. */
const VISITS_PAGES = /\/web\/test\/(?!.*\b(screens|gallery|steps|flows|scale)\.).*\.system\.ts$/
const VISITS_OF_A_GROUP = 5
/** Other tests of the server that start programs of the system. */
const STARTS_PROGRAMS = /\/server\/test\/.*\.system\.ts$/
const STARTING_FILES_OF_A_GROUP = 6
/** Number of such modules above which a file takes longer than a group. */
const LONGER_THAN_A_GROUP = 6
/** Files that mostly wait for servers of their own. */
const WAITS_FOR_SERVERS = /\/proofs\/.*\.test\.ts$/
/**
 * Number of files per group that use a store. Smaller groups spend more on starting and importing. Larger groups leave
 * a core idle at the end.
 */
const FILES_OF_A_GROUP = 24
const WAITING_FILES_OF_A_GROUP = 4

/** Databases that tests run on. */
const ENGINES = ['pglite', 'postgres'] as const
type EngineName = (typeof ENGINES)[number]

/** Tests of the database itself, and files that choose their engine by themselves. */
const ON_ITS_ENGINES = /\/server\/test\/(database|isolation)\//
const CHOOSES_ITS_ENGINE = /\bengines\.(filter|find)\(|\b(getPostgres|lonelyEngines)\b/

/** Files that run in one process, on one engine if it is given. */
interface Group {
  readonly files: readonly string[]
  readonly engine?: EngineName | undefined
}

/** Returns whether a test file uses a database. */
export function usesStores(graph: ImportGraph, file: string): boolean {
  return graph.reach(file).has('packages/testing/src/postgres/running-postgres.ts')
}

/** Returns whether a test file uses a store, starts a program or takes long. */
export function needsItsTime(graph: ImportGraph, file: string): boolean {
  return NEEDS_ITS_TIME.some((path) => graph.reach(file).has(path))
}

/** Returns the place of a test file among those that each fill a process, from the longest on, or -1. */
export function rankOf(file: string): number {
  return LONG.findIndex((part) => file.includes(part))
}

/**
 * Groups test files, so that they share the cost of a process and its imports.
 *
 * @param processes Number of processes that run at the same time.
 * @param folder Folder for a file per group.
 * @param round Number of the round. Of the files that run on any engine, about half use one engine, and the other one in
 *   the next round. Undefined: both engines.
 * @returns Files to run, the longest first.
 */
export function groupFiles(
  graph: ImportGraph,
  root: string,
  files: readonly string[],
  processes: number,
  folder: string,
  round?: number,
): string[] {
  const toText = (file: string) => readFileSync(join(root, file), 'utf8')
  // Hundreds of test files reach the same helpers.
  const hasWaits = remembered(
    (path: string) =>
      (isTest(path) || /\/(test|testing\/src)\/.*\.ts$/.test(path)) &&
      (WAITS.test(toText(path)) || (!isTest(path) && USES_HOOKS.test(toText(path)))),
  )
  const choosesItsEngine = remembered(
    (path: string) => /\/test\//.test(path) && CHOOSES_ITS_ENGINE.test(toText(path)),
  )
  const waits = remembered((file: string) => [...graph.reach(file)].some(hasWaits))
  const kindOf = (file: string) => {
    if (VISITS_PAGES.test(file)) return 'visits'
    if (STARTS_PROGRAMS.test(file) && !IS_ALONE.test(toText(file))) return 'starting'
    if (rankOf(file) >= 0) return 'long'
    if (IS_ALONE.test(toText(file))) return 'alone'
    return WAITS_FOR_SERVERS.test(file) ? 'waiting' : needsItsTime(graph, file) ? 'slow' : 'quick'
  }
  const {
    long = [],
    alone = [],
    waiting = [],
    visits = [],
    starting = [],
    slow = [],
    quick = [],
  } = Object.groupBy(files, kindOf) as Partial<Record<string, string[]>>
  const isOnAnyEngine = remembered(
    (file: string) =>
      graph.reach(file).has('packages/testing/src/engines.ts') &&
      !ON_ITS_ENGINES.test(file) &&
      ![...graph.reach(file)].some(choosesItsEngine),
  )
  const engineOf = (file: string): EngineName | undefined =>
    round === undefined || !isOnAnyEngine(file)
      ? undefined
      : ENGINES[(toNumber(file) + round) % ENGINES.length]
  const toSingle = (file: string): Group => ({ files: [file], engine: engineOf(file) })
  const singles = long.sort((a, b) => rankOf(a) - rankOf(b)).map(toSingle)
  const isIdle = ({ files: [file = ''] }: Group) => WAITS_FOR_PROGRAMS.test(file)
  const computing = singles.filter((group) => !isIdle(group))
  const byFollowing = (these: readonly string[], most: number, least = 1): Group[] =>
    [undefined, ...ENGINES].flatMap((engine) =>
      [true, false].flatMap((followed) => {
        const same = these.filter((file) => engineOf(file) === engine && waits(file) === followed)
        const groups = Math.min(same.length, Math.max(least, Math.ceil(same.length / most)))
        return dealt(same, groups).map((dealtFiles) => ({ files: dealtFiles, engine }))
      }),
    )
  const busy = [
    ...computing.slice(0, LONGER_THAN_A_GROUP),
    ...byFollowing(slow, FILES_OF_A_GROUP, processes),
    ...byFollowing(quick, Number.POSITIVE_INFINITY, processes),
    ...computing.slice(LONGER_THAN_A_GROUP),
    // Short ones last: a long one would leave a core idle at the end.
    ...alone.map(toSingle),
  ]
  const idle = [
    ...singles.filter(isIdle),
    ...byFollowing(visits, VISITS_OF_A_GROUP),
    ...byFollowing(starting, STARTING_FILES_OF_A_GROUP),
    ...byFollowing(waiting, WAITING_FILES_OF_A_GROUP),
  ]
  mkdirSync(folder, { recursive: true })
  return alternated(busy, idle)
    .filter((group) => group.files.length > 0)
    .map((group, index) => {
      const [only = ''] = group.files
      const name = group.files.length === 1 ? only.replaceAll('/', '-').replace(/\.ts$/, '') : 'group'
      // The runner sorts them by name.
      const entry = join(folder, `${String(index + 1).padStart(3, '0')}-${name}.mjs`)
      const paths = group.files.map((file) => join(root, file))
      writeFileSync(entry, groupEntry(paths, group.files.some(waits), group.engine))
      return entry
    })
}

/** Returns a number that a file keeps whatever other files run. */
function toNumber(file: string): number {
  return Buffer.from(file).reduce((sum, byte) => sum + byte, 0)
}

/** Returns a function that asks `of` once per path. */
function remembered(of: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>()
  return (path) => {
    const answer = known.get(path) ?? of(path)
    known.set(path, answer)
    return answer
  }
}

/** Interleaves two lists. */
function alternated<T>(these: readonly T[], those: readonly T[]): T[] {
  return Array.from({ length: Math.max(these.length, those.length) }, (_, at) => [
    ...these.slice(at, at + 1),
    ...those.slice(at, at + 1),
  ]).flat()
}

const isTest = (file: string) => /\.(test|system)\.ts$/.test(file)

/** Deals the files of one folder out to different groups, because they take about the same time. */
function dealt(files: readonly string[], groups: number): string[][] {
  return Array.from({ length: groups }, (_, group) =>
    files.filter((_file, index) => index % groups === group),
  )
}

/**
 * Returns the program that runs test files in turn.
 *
 * @param followed See `runInTurn`.
 * @param engine Engine that the files run on.
 */
export function groupEntry(files: readonly string[], followed: boolean, engine?: EngineName): string {
  const getModule = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  return [
    ...(engine === undefined ? [] : [`process.env.BULKHEAD_TEST_ENGINE ??= '${engine}'`]),
    ...(followed
      ? []
      : [`import { followNoPromises } from ${getModule('follow-no-promises.ts')}`, 'followNoPromises()']),
    `const { runInTurn } = await import(${getModule('run-in-turn.ts')})`,
    `await runInTurn(${JSON.stringify(files, null, 2)}, ${followed})`,
    '',
  ].join('\n')
}
