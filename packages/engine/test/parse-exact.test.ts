import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseExact } from '#text/parse-exact'

const written = (json: string) => JSON.stringify(parseExact(json))

test('integers that a double would round keep their digits, wherever they stand', () => {
  for (const json of [
    '12345678901234567890',
    '-9007199254740993',
    '[1,12345678901234567890,2]',
    '{"a":{"b":[-12345678901234567890]},"c":9007199254740993}',
    '{"12345678901234567890":"12345678901234567890"}',
    '{"a":"\\\\","b":12345678901234567890}',
    `{"a":"${'x'.repeat(3000)}\\"1","b":12345678901234567890}`,
  ]) {
    assert.equal(written(json), json)
  }
  assert.equal(written('{"__proto__":12345678901234567890}'), '{"__proto__":12345678901234567890}')
})

test('numbers that a double holds, and such as are no integers, are numbers', () => {
  for (const json of [
    '9007199254740991',
    '1234567890123456',
    '1e400',
    '0.12345678901234567',
    '-12345678901234567e-3',
  ])
    assert.equal(parseExact(json), Number(json))
})

test('invalid JSON is refused', () => {
  for (const json of [
    '[012345678901234567890]',
    '{12345678901234567890:1}',
    '12345678901234567890 1',
    '[12345678901234567890',
    '[12345678901234567890"a"]',
    '["a"12345678901234567890]',
    '[--12345678901234567890]',
    '[+12345678901234567890]',
    '[12345678901234567890x]',
  ]) {
    assert.throws(() => parseExact(json), SyntaxError, json)
  }
})

test('law: it parses what JSON.parse parses, to the same', () => {
  const bits = fc.array(
    fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '"a"',
      ' ',
      '-',
      '0',
      '1',
      '.',
      'e',
      '\\',
      '12345678901234567890',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        bits.map((parts) => parts.join('')),
        fc.json(),
      ),
      (json) => {
        let expected: unknown
        try {
          expected = JSON.parse(json)
        } catch {
          assert.throws(() => parseExact(json), SyntaxError, json)
          return
        }
        // These are rounded in the same way as by JSON.parse.
        assert.equal(
          JSON.stringify(JSON.parse(JSON.stringify(parseExact(json)))),
          JSON.stringify(expected),
          json,
        )
      },
    ),
    { numRuns: 2000 },
  )
})
