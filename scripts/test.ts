import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { testsOfChange } from './test-changed.ts'

const HELP = `npm test -- [patterns] [options]

Runs the tests that need nothing but \`npm install\`, or those with a pattern in their path.

  --system          Run the tests that need programs or privileges of the system instead.
  --all             Run both.
  --changed         Run the tests of what differs from the last commit in common with origin/main.
  --since <commit>  Run the tests of what differs from a commit.
  --both            Run every suite on both engines. Without it only the walls and the database's own suites do.
  --nightly         Run all tests on both engines, with whole matrices and a random seed, and then the proofs.
  --part <k>/<n>    Run every n-th file, case of a matrix and proof, from the k-th on.
  --list            Print the files and run nothing.
`
/** Matrices, of which each part of the nightly set runs some cases. */
const MATRIX = /\/isolation\/|\/sql-matrix\./
/** Other files that take minutes. They start first, so that no core is idle at the end. */
const LONG = /\/(production-install|terminal|screens|operation-new|fuzz|people|scale)\.\w+\.ts$/

/** Test files that a process runs before it ends, so that what they leave in memory does not add up. */
const FILES_OF_A_PROCESS = 10

const root = join(import.meta.dirname, '..')
const flags = ['system', 'all', 'both', 'changed', 'nightly', 'list', 'help'] as const
const { values, positionals: patterns } = parseArgs({
  options: {
    ...(Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' }])) as Record<
      (typeof flags)[number],
      { type: 'boolean' }
    >),
    since: { type: 'string' },
    part: { type: 'string' },
  },
  allowPositionals: true,
})
const ending = values.all || values.nightly ? '{test,system}' : values.system ? 'system' : 'test'
const all = globSync(`{packages/*/test,docs/test,scripts}/**/*.${ending}.ts`, { cwd: root }).sort()
const named = all.filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
)
const [part = 1, parts = 1] = values.part?.split('/').map(Number) ?? []
const chosen = (values.changed || values.since ? testsOfChange(root, named, values.since) : named).filter(
  (file, at) => at % parts === part - 1 || MATRIX.test(file),
)

if (values.help) process.stdout.write(HELP)
else if (named.length === 0) {
  process.stderr.write(`No test file has ${patterns.join(' or ')} in its path.\n`)
  process.exitCode = 1
} else if (values.list) process.stdout.write(chosen.map((file) => `${file}\n`).join(''))
else if (chosen.length > 0) {
  if (chosen.length < all.length) process.stdout.write(`${chosen.join('\n')}\n`)
  const status = await runTests(chosen)
  process.exitCode = values.nightly ? (await runProofs()) || status : status
  if (chosen.length === all.length && ending === 'test')
    process.stdout.write('Left out: what needs programs or privileges of the system (npm run test:system).\n')
}

/**
 * Runs test files in processes that each take the next files from a queue, because importing a server takes longer than
 * most files. The tests of the server are registered synchronously, so these processes need not track promises.
 */
async function runTests(files: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-queues-'))
  const queues = Object.groupBy(
    files.toSorted((a, b) => weigh(b) - weigh(a)),
    (file) => {
      if (file.includes('.alone.')) return 'alone'
      return /^packages\/server\/test\/(?!database\/)/.test(file) ? 'plain' : 'tracked'
    },
  )
  const entries = Object.entries(queues).flatMap(([kind, queue]) => {
    mkdirSync(join(folder, kind))
    const most = kind === 'alone' ? 1 : FILES_OF_A_PROCESS
    writeFileSync(join(folder, `${kind}.json`), JSON.stringify({ files: queue, most }))
    const processes = Math.max(
      Math.ceil(queue.length / most),
      Math.min(queue.length, availableParallelism() + 1),
    )
    return Array.from({ length: processes }, (_, at) => {
      // The runner starts them by name: those of each kind in turn.
      const entry = join(folder, `${String(at).padStart(3, '0')}-${kind}.mjs`)
      writeFileSync(entry, `await import('${join(root, 'scripts/test-worker.ts')}')\n`)
      return entry
    })
  })
  const status = await runNode(
    [
      '--test',
      `--test-global-setup=${join(root, 'scripts/test-setup.ts')}`,
      `--test-concurrency=${2 * availableParallelism() + 2}`,
      ...entries,
    ],
    {
      // Reading the code is half of the time to import a server, so compiled code is cached.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules/.cache/compiled'),
      ...((values.both || values.nightly) && { BULKHEAD_TEST_BOTH: 'true' }),
      ...(values.part !== undefined && { BULKHEAD_TEST_PART: values.part }),
      ...(values.nightly && { BULKHEAD_TEST_SAMPLE: 'all', BULKHEAD_TEST_SEED: chooseSeed() }),
    },
  )
  rmSync(folder, { recursive: true, force: true })
  return status
}

/** Runs the proofs, except that of isolation, which the whole matrices are. */
function runProofs(): Promise<number> {
  return runNode([
    join(root, 'proofs/run.ts'),
    'all',
    '--without',
    'isolation',
    ...(values.part ? ['--part', values.part] : []),
  ])
}

async function runNode(parameters: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  // Published packages are tested from their sources, not from an earlier build.
  const options = ['--disable-warning=ExperimentalWarning', '--conditions=@bulkhead/source']
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, [...options, ...parameters], { cwd: root, stdio: 'inherit', env })
  // Ends the child, whichever process got the signal, so that everything it started ends too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal))
  const [status] = await once(child, 'close')
  return status ?? 1
}

function weigh(file: string): number {
  return statSync(join(root, file)).size + (MATRIX.test(file) || LONG.test(file) ? 1e9 : 0)
}

function chooseSeed(): string {
  const seed = process.env.BULKHEAD_TEST_SEED ?? String(Math.floor(Math.random() * 1_000_000))
  process.stdout.write(`Seed: BULKHEAD_TEST_SEED=${seed}\n`)
  return seed
}
