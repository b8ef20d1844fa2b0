import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proveMcpLoad } from '@bulkhead/proofs/mcp/load'
import { engines } from '@bulkhead/testing/engines'

for (const engine of engines) {
  test(`many calls of /mcp at once and clients that leave, on ${engine.name}`, async (t) => {
    t.after(() => engine.close())
    const { heap, faults } = await proveMcpLoad({ engine, rounds: 3, calls: 100 })
    t.diagnostic(`memory in bytes ${heap.join(' ')}`)
    assert.deepEqual(faults, [])
  })
}
