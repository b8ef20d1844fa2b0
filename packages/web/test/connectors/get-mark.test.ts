import assert from 'node:assert/strict'
import { test } from 'node:test'
import '../texts-in-node.ts'

const { getMark } = await import('#entities/connector/get-mark.ts')

test('connectors of the same name have different marks, others none', () => {
  const all = [
    { id: '0197b0c4-8a52-7d31-9c44-2f6f0d3c5b10', name: 'Mine' },
    { id: '0197b0c4-8a52-7d31-9c44-2f6f0dffffff', name: 'Mine' },
    { id: '0197b0c4-8a52-7d31-9c44-000000000000', name: 'GitHub - acme' },
  ] as const
  assert.deepEqual(
    all.map((one) => getMark(one, all)),
    ['3c5b10', 'ffffff', undefined],
  )
})
