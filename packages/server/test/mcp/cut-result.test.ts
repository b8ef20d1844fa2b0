import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_CHARACTERS } from '@bulkhead/server/mcp/results/result-limit'
import { cutResult } from '@bulkhead/server/mcp/tools/run-execution'
import fc from 'fast-check'

/** Reads a result to its end, as a model that follows cursors does. */
function readAll(result: unknown): { records: unknown[]; responses: number; most: number } {
  const records: unknown[] = []
  let position = { skip: 0, from: 0 }
  let text = ''
  let most = 0
  for (let responses = 1; ; responses += 1) {
    const { result: given, part, rest } = cutResult(result, position)
    most = Math.max(most, part?.text.length ?? JSON.stringify(given).length)
    if (part !== undefined) {
      assert.equal(part.from, text.length)
      text += part.text
      if (part.to === part.of) {
        records.push(JSON.parse(text))
        text = ''
      }
    } else if (Array.isArray(given)) records.push(...given)
    else records.push(given)
    if (rest === undefined) return { records, responses, most }
    position = rest
  }
}

const text = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .chain((piece) => fc.nat({ max: 3_000 }).map((times) => piece.repeat(times).slice(0, 3 * MOST_CHARACTERS)))
const record = fc.record({ id: fc.nat(), text })

test('following the cursors of a list gives every record once, and no response is too long', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (list) => {
      const { records, most } = readAll(list)
      assert.equal(JSON.stringify(records), JSON.stringify(list))
      assert.ok(most <= MOST_CHARACTERS, `${most} characters`)
    }),
    { numRuns: 60 },
  )
})

test('one object that is too long comes in parts that make it up', () => {
  fc.assert(
    fc.property(record, (one) => {
      const { records, most } = readAll(one)
      assert.equal(JSON.stringify(records), JSON.stringify([one]))
      assert.ok(most <= MOST_CHARACTERS)
    }),
    { numRuns: 60 },
  )
})

test('a result that fits is returned whole', () => {
  for (const result of [[], {}, null, [{ id: 1 }, { id: 2 }], { deep: [1, 2, 3] }]) {
    assert.deepEqual(cutResult(result, { skip: 0, from: 0 }), { result })
  }
})
