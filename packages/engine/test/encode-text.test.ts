import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { encodeForm, encodeStrictly } from '#text/encode-text'

// RFC 3986 §2.3, written down without looking at how it is done.
function expected(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte)
      const isPlain = byte < 0x80 && /[A-Za-z0-9_.~-]/.test(character)
      return isPlain ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: fc.constantFrom(..." !'()*+%20aé😀") }),
  // Long strings are encoded in another way.
  fc.string({ unit: 'grapheme' }).map((text) => text.repeat(Math.ceil(1100 / Math.max(1, text.length)))),
)

test('law: everything but unreserved characters is percent-encoded, byte by byte', () => {
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(encodeStrictly(text), expected(text))
    }),
  )
})

test('law: in forms a space is a plus sign', () => {
  fc.assert(
    fc.property(texts, (text) => {
      assert.equal(encodeForm(text), expected(text).replaceAll('%20', '+'))
    }),
  )
})

test('half a surrogate pair is no string', () => {
  for (const text of ['\ud800', 'a\udc00'.repeat(1000)]) {
    assert.equal(encodeStrictly(text), undefined)
    assert.equal(encodeForm(text), undefined)
  }
})
