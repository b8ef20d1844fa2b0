import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { IS_WHOLE, ROUND } from '@bulkhead/testing/proofs/round'
import { buildInRepository } from '../packages/cli/build-program.ts'
import { changedFiles, filesOfLastDay } from './tests/changed-files.ts'
import { groupFiles, usesStores } from './tests/group-files.ts'
import { ImportGraph } from './tests/import-graph.ts'
import { NO_STORES, startSharedStores } from './tests/shared-stores.ts'
import { testsOfChange } from './tests/tests-of-change.ts'
import { inTurn, takesTurns } from './tests/turns.ts'

/**
 * Runs the tests that need nothing but `npm install`. `--system` runs those that need a program or privileges of the
 * system, `--all` runs both, except files whose turn is on another day, unless they just changed. File patterns narrow the
 * run. `--changed` runs the tests that the changes of this branch can reach, `--since <commit>` those since a commit.
 * `--both` runs every file on both engines, as a narrowed run does, and leaves none to another day.
 */
const root = join(import.meta.dirname, '..')
const { values: options, positionals: patterns } = parseArgs({
  options: {
    system: { type: 'boolean' },
    all: { type: 'boolean' },
    both: { type: 'boolean' },
    changed: { type: 'boolean' },
    since: { type: 'string' },
  },
  allowPositionals: true,
})
/** Number of files above which a run builds what it starts, and compiles what it imports, before. */
const MANY = 20
/** Number of test processes that mostly wait for timers, other processes or browsers. Each takes up to 1 GB. */
const WAITING = 4
/** Number of test files that run because they changed, whoever's turn it is. */
const CHANGED_AT_MOST = 15

/** In a whole run most files use one of the engines, and the other one the next day. */
const alternates =
  patterns.length === 0 && !options.changed && options.since === undefined && !options.both && !IS_WHOLE

const graph = new ImportGraph(root)
const endings = [
  ...(options.system ? [] : ['.test.ts']),
  ...(options.system || options.all ? ['.system.ts'] : []),
]
const getFiles = (...of: string[]) =>
  of.flatMap((ending) => globSync(`{packages/*/test,docs,scripts}/**/*${ending}`, { cwd: root })).sort()
const named = getFiles(...endings).filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
)
const hasTurns = alternates && options.all === true
const matching = hasTurns ? inTurnOrChanged() : named
const byChanges =
  options.changed || options.since !== undefined ? reachedByChanges(getFiles(...endings)) : undefined
const chosen = byChanges === undefined ? matching : matching.filter((file) => byChanges.includes(file))

// Without a file argument, the runner would search for tests itself and run them all.
if (matching.length === 0) {
  process.stderr.write(`No test file has ${patterns.join(' or ')} in its path.\n`)
  process.exitCode = 1
} else if (chosen.length > 0) {
  process.exitCode = await run(chosen)
}
if (!endings.includes('.system.ts'))
  sayLeftOut(
    'since they need privileges or programs of the system (npm run test:system)',
    getFiles('.system.ts'),
  )
else if (hasTurns)
  sayLeftOut(
    'since their turn is on another day (npm test, npm run test:system)',
    named.filter((file) => !matching.includes(file)),
  )

function inTurnOrChanged(): readonly string[] {
  const turns = named.filter((file) => takesTurns(graph, file))
  const changed = filesOfLastDay(root).filter((file) => turns.includes(file))
  return inTurn(named, turns, changed.slice(0, CHANGED_AT_MOST))
}

function sayLeftOut(why: string, files: readonly string[]): void {
  process.stdout.write(`Left out, ${why}:${files.map((file) => `\n  ${file}`).join('') || ' none'}\n`)
}

function reachedByChanges(tests: readonly string[]): readonly string[] {
  const changed = changedFiles(root, options.since)
  const reached = testsOfChange(graph, tests, changed)
  process.stdout.write(
    `${changed.length} files changed; ${reached.tests.length} of ${tests.length} test files can reach them.\n`,
  )
  if (reached.unnamed.length > 0) {
    const unnamed = reached.unnamed.map((file) => `\n  ${file}`).join('')
    process.stdout.write(`No test names these, so the tests of their packages stand in:${unnamed}\n`)
  }
  return reached.tests
}

async function run(tests: readonly string[]): Promise<number> {
  const cores = availableParallelism()
  const folder = mkdtempSync(join(roomyFolder(), 'bulkhead-tests-'))
  // If this process runs as root, Postgres runs as another user and must reach the folder.
  chmodSync(folder, 0o711)
  process.env.BULKHEAD_TEST_STORES = folder
  const { NODE_COMPILE_CACHE: compiled = join(root, 'node_modules/.cache/compiled') } = process.env
  const isLong = tests.length > MANY
  if (isLong) await compileOnce(compiled)
  const program = isLong && (await buildInRepository())
  const stores = tests.some((file) => usesStores(graph, file)) ? await startSharedStores(folder) : NO_STORES
  try {
    const runner = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        // Published packages are tested from their sources, not from an earlier build.
        '--conditions=@bulkhead/source',
        '--test',
        `--test-concurrency=${cores + WAITING}`,
        // Limit for tests that hang. A file that is only slow on a busy machine stays below it.
        '--test-timeout=1800000',
        ...groupFiles(graph, root, tests, cores, folder, alternates ? ROUND : undefined),
      ],
      {
        cwd: root,
        stdio: 'inherit',
        env: {
          ...process.env,
          // Reading the code is half of the time to import a server, so compiled code is cached.
          NODE_COMPILE_CACHE: compiled,
          ...(program !== false && { BULKHEAD_TEST_PROGRAM: program }),
          // Data directories, profiles of browsers and copies of the repository are in memory too.
          TMPDIR: folder,
          ...stores.environment,
        },
      },
    )
    // Ends the runner, whichever process got the signal, so that everything it started ends too.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
    const [status] = await once(runner, 'close')
    return status ?? 1
  } finally {
    await stores.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Compiles the server, so that not each of the first test processes has to. */
async function compileOnce(cache: string): Promise<void> {
  enableCompileCache(cache)
  await import('@bulkhead/testing/test-server')
  flushCompileCache()
}

/**
 * Returns a folder in memory if the machine has some GiB to spare and programs may run there: test databases, installs and
 * data directories are written and deleted.
 */
function roomyFolder(): string {
  const memory = '/dev/shm'
  const mounts = process.platform === 'linux' ? readFileSync('/proc/mounts', 'utf8') : ''
  const [, options] = new RegExp(`^\\S+ ${memory} \\S+ (\\S+)`, 'm').exec(mounts) ?? []
  if (options === undefined || options.split(',').includes('noexec')) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize > 6 * 1024 ** 3 ? memory : tmpdir()
}
