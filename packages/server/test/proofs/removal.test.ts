import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveRemoval } from '@bulkhead/testing/proofs/removal'

for (const engine of engines) {
  describe(`removing many rows on ${engine.name}`, () => {
    after(() => engine.close())

    test('the answer comes first, others are served meanwhile, and a kill in the middle changes nothing', async (t) => {
      const report = await proveRemoval(engine, { connectors: 5_000 })
      t.diagnostic(JSON.stringify(report))
      assert.deepEqual(report.faults, [])
      // Generous, since machines are busy: without a pause between chunks it is the whole removal.
      assert.ok(report.deleteMs < 2_000 && report.longestMs < 2_000, 'nobody waits for the rows')
    })
  })
}
