import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveHostileMix, quantile } from '@bulkhead/proofs/chaos/hostile-mix'
import { engines } from '@bulkhead/testing/engines'

describe('a hostile mix beside a quiet caller', () => {
  for (const engine of engines) {
    test(`on ${engine.name}: nothing dies, and every quiet call succeeds`, async (t) => {
      t.after(() => engine.close())
      const { quietMs, rssMb, stallMs, outcomes, faults } = await proveHostileMix(engine, {
        seconds: 5,
        seed: 1,
      })
      t.diagnostic(
        `${quietMs.length} quiet calls, p99 ${Math.round(quantile(quietMs, 0.99))} ms, RSS ${Math.round(Math.max(...rssMb))} MB, stall ${Math.round(Math.max(...stallMs))} ms`,
      )
      assert.deepEqual(faults.slice(0, 5), [])
      assert.ok(quietMs.length > 0)
      for (const [kind, counts] of Object.entries(outcomes))
        assert.ok(Object.keys(counts).length > 0, `no ${kind}`)
    })
  }
})
