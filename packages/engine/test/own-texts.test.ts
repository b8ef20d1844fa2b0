import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { ownTexts } from '#text/own-texts'

test('law: a copy is the same text, halves of surrogate pairs too', () => {
  const own = ownTexts()
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => assert.equal(own(text), text)),
  )
  for (const text of ['', '\ud800', '\udc00x', '__proto__', 'a'.repeat(1000)]) assert.equal(own(text), text)
})
