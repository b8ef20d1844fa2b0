import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { entersPath, hasHole, matchesPath, matchesSegment, templateSegments } from '#reach/match-path'

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

test('a template is followed segment by segment', () => {
  const segment = fc.constantFrom('a', 'A', '{x}', 'a{x}', 'b', '', 'b?a/b')
  const template = fc.array(segment, { maxLength: 5 }).map((segments) => `/${segments.join('/')}`)
  const path = fc.array(fc.constantFrom('a', 'ab', 'b', '{x}'), { maxLength: 5 })
  const choices = fc.array(fc.boolean(), { maxLength: 5 })
  const seen = { whole: 0, entering: 0 }
  fc.assert(
    fc.property(template, path, choices, (given, texts, places) => {
      const segments = templateSegments(given)
      const follows = segments.map((each, index) => matchesSegment(each, texts[index] ?? ''))
      const isWhole = segments.length === texts.length && follows.every(Boolean)
      const entry = segments.findIndex((each, index) => places[index] === true && !hasHole(each))
      const isEntered = entry >= 0 && follows.slice(0, entry + 1).every(Boolean)
      assert.equal(matchesPath(given, texts), isWhole)
      assert.equal(entersPath(given, texts, places), isEntered)
      if (isWhole) seen.whole += 1
      if (isEntered) seen.entering += 1
    }),
    { numRuns: 20_000 },
  )
  assert.ok(seen.whole > 100 && seen.entering > 100, JSON.stringify(seen))
})
