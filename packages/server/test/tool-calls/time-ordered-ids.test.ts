import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTimeOrderedIds, isUuid } from '@bulkhead/server/platform/identifiers'
import { getFirstId } from '@bulkhead/server/platform/keyset'

test('ids are UUIDv7s of their moment', () => {
  const newId = createTimeOrderedIds()
  const { id, milliseconds } = newId(1_763_000_000_123)
  assert.ok(isUuid(id) && /^.{14}7.{4}[89ab]/.test(id), id)
  assert.equal(milliseconds, 1_763_000_000_123)
  const MOMENT_ENDS = 14
  assert.equal(
    id.slice(0, MOMENT_ENDS),
    getFirstId(new Date(milliseconds).toISOString()).slice(0, MOMENT_ENDS),
  )
})

test('each is greater than the one before, also within a millisecond and when the clock goes back', () => {
  const clock = [5, 5, 4, 9, 3]
  const newId = createTimeOrderedIds()
  const ids = Array.from(
    { length: 20_000 },
    (_, at) => newId(clock[Math.floor(at / 3_000) % clock.length] ?? 0).id,
  )
  assert.deepEqual(ids, ids.toSorted())
  assert.equal(new Set(ids).size, ids.length)
})
