import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { proveStart } from '@bulkhead/proofs/performance/start'
import { engines } from '@bulkhead/testing/engines'

// Both engines at once: a proof waits more than it works.
describe('starting', { concurrency: true }, () => {
  for (const engine of engines) {
    test(`on ${engine.name}: works again and again on one store, and a second process on a directory is refused`, async (t) => {
      t.after(() => engine.close())
      const { faults, ...times } = await proveStart(engine, { rounds: 2 })
      t.diagnostic(JSON.stringify(times))
      assert.deepEqual(faults, [])
      assert.equal(times.againMs.SIGTERM.length + times.againMs.SIGKILL.length, 2)
    })
  }
})
