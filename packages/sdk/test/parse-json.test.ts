import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../src/client/parse-json.ts'

test('integers that a number would change keep their digits as a string', () => {
  const text =
    '{"id":12345678901234567890,"n":[-9007199254740993,9007199254740991],"s":"12345678901234567890\\" 9007199254740993"}'
  assert.deepEqual(parseJson(text), {
    id: '12345678901234567890',
    n: ['-9007199254740993', 9007199254740991],
    s: '12345678901234567890" 9007199254740993',
  })
  for (const number of [
    '0.12345678901234567890',
    '1234567890123456789e-3',
    '1e-1234567890123456789',
    '12345678901234567.5',
  ]) {
    assert.equal(parseJson(number), JSON.parse(number))
  }
  assert.equal(parseJson('-12345678901234567890'), '-12345678901234567890')
})

test('law: everything else is as JSON.parse has it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.boolean(), (value, isWide) => {
      const text = JSON.stringify(isWide ? ['12345678901234567890 \\"', value] : value)
      const expected = JSON.parse(text, (_key, one) =>
        typeof one === 'number' &&
        Number.isInteger(one) &&
        !Number.isSafeInteger(one) &&
        /^-?\d+$/.test(String(one))
          ? String(one)
          : one,
      )
      assert.deepEqual(parseJson(text), expected)
    }),
  )
})

test('a long string takes little time', () => {
  const text = JSON.stringify({ digits: '12345678901234567890', long: `\\"x`.repeat(2_000_000) })
  const unterminated = `{"digits":12345678901234567890,"cut":"${'x'.repeat(1_000)}`
  assert.throws(() => parseJson(unterminated), SyntaxError)
  const began = performance.now()
  assert.equal((parseJson(text) as { digits: string }).digits, '12345678901234567890')
  assert.ok(performance.now() - began < 20_000)
})
