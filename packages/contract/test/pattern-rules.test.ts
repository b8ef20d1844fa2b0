import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { PATTERN_RULE } from '@bulkhead/contract/values/shapes'

test('every pattern of an input has its rule in words, since no caller should read a regular expression', () => {
  const without: string[] = []
  let patterns = 0
  for (const { operationId, params, query, body } of operations) {
    visit(operationId, { params, query, body })
  }
  assert.deepEqual(without, [])
  assert.ok(patterns > 5)

  function visit(path: string, value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    const { pattern, [PATTERN_RULE]: rule } = value as Record<string, unknown>
    if (typeof pattern === 'string') {
      patterns += 1
      if (typeof rule !== 'string' || !rule.startsWith('must ')) without.push(path)
    }
    for (const [name, member] of Object.entries(value)) visit(`${path}.${name}`, member)
  }
})
