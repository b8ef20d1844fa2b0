import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveStart } from '@bulkhead/testing/proofs/start'

for (const engine of engines) {
  describe(`starting on ${engine.name}`, () => {
    after(() => engine.close())

    test('works again and again on one store, and a second process on a directory is refused', async (t) => {
      const { faults, ...times } = await proveStart(engine, { rounds: 2 })
      t.diagnostic(JSON.stringify(times))
      assert.deepEqual(faults, [])
      assert.equal(times.againMs.length, 2)
    })
  })
}
