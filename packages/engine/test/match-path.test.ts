import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { matchesSegment } from '#reach/match-path'

test('a segment of a template matches what its pattern matches', () => {
  const pieces = (...of: string[]) => fc.array(fc.constantFrom(...of), { maxLength: 7 })
  const template = pieces('{x}', '{y_1}', '{-}', '{', '}', 'a', 'b', 'ab', '.', '%', '\n')
  const text = pieces('a', 'b', 'ab', 'x', '.', '{', '}', '{x}', '%', '\n')
  let matching = 0
  fc.assert(
    fc.property(template, text, (parts, given) => {
      const segment = parts.join('')
      const literals = segment.split(/\{[A-Za-z0-9_]+\}/).map((part) => RegExp.escape(part))
      const expected = new RegExp(`^${literals.join('.+')}$`, 's').test(given.join(''))
      assert.equal(matchesSegment(segment, given.join('')), expected)
      if (expected) matching += 1
    }),
    { numRuns: 20_000 },
  )
  assert.ok(matching > 100, `only ${matching} matched`)
})

// A pattern would try every way to divide the string, and not end.
test('a segment with many placeholders is matched in one pass', () => {
  const template = `${'{a}x'.repeat(12)}{b}y{c}`
  assert.equal(matchesSegment(template, 'x'.repeat(4_000)), false)
  assert.equal(matchesSegment(template, `${'x'.repeat(4_000)}yz`), true)
})
