import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveBigResponses } from '@bulkhead/testing/proofs/big-answers'

// The factor between them is for `npm run proof:big-answers` on a quiet machine.
describe('large responses beside small calls', () => {
  for (const engine of engines) {
    test(`on ${engine.name}: all succeed`, async (t) => {
      t.after(() => engine.close())
      const options = { rounds: 1, seconds: 1, callers: 2 }
      const { alone, beside, big, faults } = await proveBigResponses(engine, options)
      assert.deepEqual(faults.slice(0, 5), [])
      for (const times of [alone, beside, big]) assert.ok(times.length > 0)
    })
  }
})
