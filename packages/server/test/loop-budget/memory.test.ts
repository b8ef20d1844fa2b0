import assert from 'node:assert/strict'
import { test } from 'node:test'
import { getMemory, type Way } from '@bulkhead/testing/loop-budget/memory'

const MIB = 1024 * 1024
/** Maximum memory per byte of a body. `npm run proof -- performance --scenario loop-budget` measures all classes. */
const MOST = 8
/** Classes of JSON of 8 MiB that take the most memory. */
const DEAREST: Readonly<Record<string, Way>> = {
  'records with long ids': 'a response with a secret',
  coordinates: 'a clean response',
}

for (const [kind, way] of Object.entries(DEAREST))
  test(`${way} takes at most ${MOST} times its size in memory: ${kind}`, async (t) => {
    const { bytes, live, refused } = await getMemory(way, kind, 8 * MIB)
    const times = live / bytes
    t.diagnostic(`${times.toFixed(2)} times`)
    assert.equal(refused, false)
    assert.ok(times <= MOST, `${times.toFixed(2)} times`)
  })
