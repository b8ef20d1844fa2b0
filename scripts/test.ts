import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'

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
const { status } = spawnSync(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    // Published packages are tested from their sources, not from what was built last.
    '--conditions=@bulkhead/source',
    '--test',
    // Tests wait for part of their time; browsers and load do not.
    `--test-concurrency=${system ? 2 : 3}`,
    '--test-timeout=600000',
    ...chosen,
  ],
  { cwd: root, stdio: 'inherit' },
)
if (!system) {
  const left = files('.system.ts').map((file) => `\n  ${file}`)
  process.stdout.write(
    `Left out, since they need privileges or programs of the system (npm run test:system):${left.join('') || ' none'}\n`,
  )
}
process.exitCode = status ?? 1
