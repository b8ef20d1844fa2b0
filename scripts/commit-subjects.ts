import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { findProblem } from './subject-problem.ts'

/**
 * Fails if the subject of a commit after `SINCE` is too long or not imperative. `SINCE` and earlier commits are not
 * checked. A clone without that commit is shallow: then nothing is checked.
 */
const SINCE = '9282f1fc8cb7a3cce0de24e3b41b8b6465d9a88e'

const git = (...args: string[]): string =>
  execFileSync('git', args, {
    cwd: join(import.meta.dirname, '..'),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })

let log = ''
try {
  log = git('log', '--no-merges', '--format=%h %s', `${SINCE}..HEAD`)
} catch {
  process.stderr.write('The history of this clone is too short to check the subjects of commits.\n')
}
for (const line of log.split('\n').filter((text) => text !== '')) {
  const [hash = ''] = line.split(' ', 1)
  const problem = findProblem(line.slice(hash.length + 1))
  if (problem === undefined) continue
  process.stderr.write(`${line}\n  ${problem}\n`)
  process.exitCode = 1
}
