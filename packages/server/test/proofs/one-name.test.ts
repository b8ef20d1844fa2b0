import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveOneName } from '@bulkhead/testing/proofs/one-name'

const skip = engines.every(({ name }) => name !== 'postgres') && 'needs Postgres'

test('a new name that is minted 200 times at once over two processes is one workspace with one data key', {
  skip,
}, async (t) => {
  const report = await proveOneName({ rounds: 2, mints: 200, contestMs: 3_000 })
  t.diagnostic(JSON.stringify(report))
  assert.deepEqual(report.faults.slice(0, 5), [])
  assert.ok(report.contested > 0 && report.deletions > 0, 'a name was minted while it was deleted')
})
