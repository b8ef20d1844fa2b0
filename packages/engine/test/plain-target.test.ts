import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPlainTarget } from '#text/plain-target'

const ORIGIN = 'https://api.example'

test('law: a plain target is what a parser of URLs makes of it, behind the same origin', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '/',
      '.',
      '..',
      '%2e',
      '%2E',
      '%',
      '?',
      '#',
      '\\',
      '@',
      ':',
      "'",
      ' ',
      '\t',
      '\n',
      'ü',
      '%2f',
    ),
    fc.string({ maxLength: 3, unit: 'binary' }),
    fc.webPath(),
  )
  let plain = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join('')
      if (!isPlainTarget(text)) return
      plain += 1
      const url = URL.parse(ORIGIN + text)
      assert.deepEqual([url?.origin, `${url?.pathname}${url?.search}`, url?.hash], [ORIGIN, text, ''])
    }),
    { numRuns: 20_000 },
  )
  assert.ok(plain > 500, `only ${plain} of them were plain`)
})

for (const text of ['/v1/issues', '/a%20b/c?d=e%2Bf&g=(h)', '/', '/a..b/c.d']) {
  test(`${text} is plain`, () => assert.ok(isPlainTarget(text)))
}

for (const text of [
  '',
  'x',
  '.evil.example/',
  '@evil.example/',
  ':8080/',
  '/a/../b',
  '/%2E%2e/b',
  '/a#b',
  '/a b',
  "/a?b='",
]) {
  test(`'${text}' is left to the parser`, () => assert.ok(!isPlainTarget(text)))
}
