import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveInFlight } from '@bulkhead/proofs/revocation/in-flight'
import { engines } from '@bulkhead/testing/engines'

// Both engines at once: a proof waits more than it works.
describe('100 executions in flight', { concurrency: true }, () => {
  for (const engine of engines) {
    test(`on ${engine.name}: none that begins after a deletion or deactivation was answered succeeds`, async (t) => {
      t.after(() => engine.close())
      for (const { faults, ...report } of await proveInFlight(engine)) {
        t.diagnostic(JSON.stringify(report))
        assert.deepEqual(faults.slice(0, 5), [], `${report.ending}, ${report.through}`)
      }
    })
  }
})
