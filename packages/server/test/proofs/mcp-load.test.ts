import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { proveMcpLoad } from '@bulkhead/testing/proofs/mcp-load'

// What stays in memory depends on no engine.
test('calls at once by /mcp, half of them abandoned, leave nothing behind', async (t) => {
  const [engine] = engines
  assert.ok(engine)
  t.after(() => engine.close())
  const { heap, answered, abandoned, faults } = await proveMcpLoad(engine, { rounds: 2, calls: 200 })
  t.diagnostic(`heap in bytes before and after each round: ${heap.join(', ')}`)
  assert.deepEqual(faults, [])
  assert.deepEqual([answered, abandoned], [200, 200])
})
