import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { proveKilledRefresh, proveOneRefresh } from '@bulkhead/proofs/refresh'
import { engines } from '@bulkhead/testing/engines'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  test(`many calls with a token that ran out lead to one refresh on ${engine.name}`, async () => {
    for (const { why, faults, refreshes, succeeded } of await proveOneRefresh(engine, 60)) {
      assert.deepEqual(faults, [], why)
      assert.deepEqual([refreshes, succeeded], [1, 60], why)
    }
  })

  test(`a server killed around the answer to a refresh, on ${engine.name}`, async () => {
    const { faults, kills } = await proveKilledRefresh(engine, { rounds: 2, seed: 4 })
    assert.deepEqual(faults, [])
    assert.equal(kills, 2)
  })
}
