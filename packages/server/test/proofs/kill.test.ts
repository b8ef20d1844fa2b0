import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveKill } from '@bulkhead/proofs/kill'
import { engines } from '@bulkhead/testing/engines'

// Both engines at once: a proof waits more than it works.
describe('kill -9', { concurrency: true }, () => {
  for (const engine of engines) {
    test(`on ${engine.name}: loses nothing that was acknowledged and leaves nothing half-made`, async (t) => {
      t.after(() => engine.close())
      const { restartMs, ...report } = await proveKill(engine, { rounds: 3, seed: 5 })
      t.diagnostic(JSON.stringify({ ...report, restartMs: restartMs.map(Math.round) }))
      assert.deepEqual(report.faults.slice(0, 5), [])
      assert.equal(report.kills, 3)
      assert.ok(report.acknowledged > 0 && report.executed > 0, 'there was something to lose')
    })
  }
})
