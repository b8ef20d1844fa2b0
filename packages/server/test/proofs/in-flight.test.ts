import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveInFlight } from '@bulkhead/testing/proofs/in-flight'

for (const engine of engines) {
  describe(`100 executions in flight on ${engine.name}`, () => {
    after(() => engine.close())

    test('none that begins after a deletion or deactivation was answered succeeds', async (t) => {
      for (const { faults, ...report } of await proveInFlight(engine)) {
        t.diagnostic(JSON.stringify(report))
        assert.deepEqual(faults.slice(0, 5), [], `${report.ending}, ${report.through}`)
      }
    })
  })
}
