import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveStalls } from '@bulkhead/proofs/chaos/stalls'
import { engines } from '@bulkhead/testing/engines'

test('a database that refuses writes under load is 503 and not ready, and loses nothing', {
  skip: !engines.some(({ name }) => name === 'postgres') && 'needs Postgres',
  timeout: 300_000,
}, async (t) => {
  for await (const { faults, responses, noticedMs } of proveStalls(['read only'], 1)) {
    t.diagnostic(JSON.stringify(responses))
    assert.deepEqual(faults, [])
    assert.ok(noticedMs !== undefined)
  }
})
