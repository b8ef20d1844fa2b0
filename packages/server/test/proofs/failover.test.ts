import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveFailover } from '@bulkhead/proofs/chaos/failover'
import { engines } from '@bulkhead/testing/engines'

test('after a failover to a replica that was behind, no revocation is skipped and none is forgotten', {
  skip: !engines.some(({ name }) => name === 'postgres') && 'needs Postgres',
  timeout: 300_000,
}, async (t) => {
  const { faults, ...counts } = await proveFailover({ rounds: 1, seed: 5 })
  t.diagnostic(JSON.stringify(counts))
  assert.deepEqual(faults, [])
  assert.deepEqual([counts.promotions, counts.skipped, counts.forgotten], [1, 0, 0])
  assert.ok(counts.held > 0 && counts.lost > 0)
})
