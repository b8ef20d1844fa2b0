import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveLostConnections } from '@bulkhead/proofs/chaos/lost-connections'
import { engines } from '@bulkhead/testing/engines'

const skip = engines.every(({ name }) => name !== 'postgres') && 'needs Postgres'

test('a server whose connections to Postgres are ended answers success or 503, recovers and loses nothing', {
  skip,
}, async (t) => {
  const report = await proveLostConnections({ rounds: 1, seed: 7, terminateForMs: 1_500, stoppedForMs: 400 })
  t.diagnostic(
    `${report.terminated} connections ended, ${report.stops} stops, ${report.acknowledged} requests acknowledged, ${report.unavailable} answered unavailable`,
  )
  assert.deepEqual(report.faults.slice(0, 5), [])
  assert.ok(report.terminated > 0 && report.stops === 2, 'connections were ended')
  assert.ok(report.acknowledged > 0, 'requests were acknowledged')
})
