import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveRemoval } from '@bulkhead/proofs/chaos/removal'
import { engines } from '@bulkhead/testing/engines'

// Both engines at once: a proof waits more than it works.
describe('removing many rows', { concurrency: true }, () => {
  for (const engine of engines) {
    test(`on ${engine.name}: the answer comes first, others are served meanwhile, and a kill in the middle changes nothing`, async (t) => {
      t.after(() => engine.close())
      let report = await proveRemoval(engine, { connectors: 3_000 })
      // A machine that pauses kills too late for so few.
      for (let connectors = 6_000; report.leftAtKill === 0 && connectors <= 24_000; connectors *= 2) {
        const others = report.faults.filter((fault) => !fault.startsWith('the kill did not come'))
        assert.deepEqual(others, [])
        report = await proveRemoval(engine, { connectors })
      }
      t.diagnostic(JSON.stringify(report))
      assert.deepEqual(report.faults, [])
      // Generous, for busy machines. Without pauses between chunks, a request would wait for the whole
      // removal.
      assert.ok(report.deleteMs < 15_000 && report.longestMs < 15_000, 'nobody waits for the rows')
    })
  }
})
