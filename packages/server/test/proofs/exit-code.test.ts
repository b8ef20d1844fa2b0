import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

test('a proof on Postgres that found errors ends with code 1', () => {
  const proof = "import '@bulkhead/testing/postgres/running-postgres'; process.exitCode = 1"
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', proof], {
    cwd: import.meta.dirname,
  })
  assert.equal(status, 1)
})
