import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { PROGRAM } from '@bulkhead/testing/program'

const BULKHEAD = `'${process.execPath}' --disable-warning=ExperimentalWarning '${PROGRAM}'`

/** Runs a line of the shell. @returns The exit code of its first command, and standard error. */
function run(line: string, environment: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr } = spawnSync('bash', ['-c', `${line}; echo "\${PIPESTATUS[0]}"`], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  })
  return { code: Number(stdout.trim().split('\n').at(-1)), stderr }
}

test('if nobody reads the message of an error, the exit code tells it all the same', () => {
  assert.equal(run(`${BULKHEAD} no-such-command 2>&1 >/dev/null | true`).code, 4)
})

test('if the output cannot be written, one line says so', () => {
  const { code, stderr } = run(`${BULKHEAD} --help >/dev/full`)
  assert.equal(code, 1)
  assert.deepEqual(JSON.parse(stderr), {
    code: 'failed',
    message: 'The output cannot be written: ENOSPC.',
  })
})

test('a proxy that is no address is named, and not repeated', () => {
  for (const proxy of ['corporate:3128', 'http://user:hunter2@pro xy']) {
    const { code, stderr } = run(`${BULKHEAD} whoami`, { HTTPS_PROXY: proxy })
    assert.equal(code, 4, stderr)
    assert.equal(JSON.parse(stderr).code, 'configuration')
    assert.match(stderr, /HTTPS_PROXY/)
    assert.doesNotMatch(stderr, /hunter2|corporate/)
  }
})
