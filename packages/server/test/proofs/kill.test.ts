import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveKill } from '@bulkhead/testing/proofs/kill'

for (const engine of engines) {
  describe(`kill -9 on ${engine.name}`, () => {
    after(() => engine.close())

    test('loses nothing that was acknowledged and leaves nothing half-made', async (t) => {
      const { restartMs, ...report } = await proveKill(engine, { rounds: 3, seed: 5 })
      t.diagnostic(JSON.stringify({ ...report, restartMs: restartMs.map(Math.round) }))
      assert.deepEqual(report.faults.slice(0, 5), [])
      assert.equal(report.kills, 3)
      assert.ok(report.acknowledged > 0, 'there was something to lose')
    })
  })
}
