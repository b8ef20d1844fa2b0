import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startSharedStores } from './tests/shared-stores.ts'

/**
 * Runs the tests that need nothing but `npm install`, or with `--system` those that need a program or
 * privileges of the system. Further arguments are file patterns that narrow the run.
 */
const root = join(import.meta.dirname, '..')
const system = process.argv.includes('--system')
const patterns = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const files = (suffix: string) =>
  globSync(`{packages/*/test,docs,scripts}/**/*${suffix}`, { cwd: root }).sort()
const chosen = files(system ? '.system.ts' : '.test.ts').filter(
  (file) => patterns.length === 0 || patterns.some((pattern) => file.includes(pattern)),
)

// Without a file, the runner would look for tests by itself and run them all.
if (chosen.length === 0) {
  process.stderr.write(`No test file has ${patterns.join(' or ')} in its path.\n`)
  process.exit(1)
}
const stores = await startSharedStores()
try {
  const runner = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      // Published packages are tested from their sources, not from what was built last.
      '--conditions=@bulkhead/source',
      '--test',
      // Tests wait for part of their time; browsers and load do not.
      `--test-concurrency=${availableParallelism() + (system ? 0 : 1)}`,
      '--test-timeout=600000',
      ...chosen,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        // Half of what it takes to import a server is reading its code.
        NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compiled'),
        ...process.env,
        ...stores.environment,
      },
    },
  )
  // What was started goes when the runner has ended, whoever was told to end.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runner.kill(signal))
  const [status] = await once(runner, 'close')
  process.exitCode = status ?? 1
} finally {
  await stores.close()
}
if (!system) {
  const left = files('.system.ts').map((file) => `\n  ${file}`)
  process.stdout.write(
    `Left out, since they need privileges or programs of the system (npm run test:system):${left.join('') || ' none'}\n`,
  )
}
