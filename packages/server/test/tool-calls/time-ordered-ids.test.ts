import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimeOrderedIds, isUuid } from '@bulkhead/server/identifiers'
import { momentOf } from '@bulkhead/server/keyset'

test('ids are UUIDv7s of their moment', () => {
  const newId = createTimeOrderedIds(() => 1_763_000_000_123)
  const { id, milliseconds } = newId()
  assert.ok(isUuid(id) && /^.{14}7.{4}[89ab]/.test(id), id)
  assert.deepEqual([milliseconds, momentOf(id).getTime()], [1_763_000_000_123, 1_763_000_000_123])
})

test('each is greater than the one before, also within a millisecond and when the clock goes back', () => {
  const clock = [5, 5, 4, 9, 3]
  let at = 0
  const newId = createTimeOrderedIds(() => clock[Math.floor(at++ / 3_000) % clock.length] ?? 0)
  const ids = Array.from({ length: 20_000 }, () => newId().id)
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
})
