import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveLastSent } from '@bulkhead/proofs/revocation/last-sent'
import { engines } from '@bulkhead/testing/engines'

// One after the other: the proof watches what the process writes.
describe('requests of 100 executions that are connecting', () => {
  for (const engine of engines) {
    test(`on ${engine.name}: none is written after the response that ended their right`, async (t) => {
      t.after(() => engine.close())
      for (const { faults, ...report } of await proveLastSent(engine, { seed: 1, least: 50 })) {
        t.diagnostic(JSON.stringify(report))
        assert.deepEqual(faults, [], report.ending)
      }
    })
  }
})
