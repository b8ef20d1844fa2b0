import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#model/json'
import { createRedactor } from '#redact/redactor'

const TOKEN = 'ghp_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5'

test('every occurrence is replaced, in keys and values, and the rest is kept', () => {
  const { value } = createRedactor([TOKEN])
  assert.deepEqual(value({ [`x${TOKEN}`]: [`a ${TOKEN} b ${TOKEN}`, 1, null], b: { c: true } }), {
    'x[redacted]': ['a [redacted] b [redacted]', 1, null],
    b: { c: true },
  })
})

test('a value without a secret is the very same value', () => {
  const value = { a: [{ b: 'nothing to see' }], n: 1 }
  assert.equal(createRedactor([TOKEN]).value(value), value)
  assert.equal(createRedactor([]).value(value), value)
})

test('secrets shorter than 4 characters are left alone', () => {
  assert.equal(createRedactor(['abc', '']).text('abc abc'), 'abc abc')
})

test('a secret of digits is found in numbers', () => {
  const { value } = createRedactor(['12345678901234567'])
  assert.deepEqual(value({ a: JSON.rawJSON('12345678901234567'), b: 12 }), { a: '[redacted]', b: 12 })
  assert.deepEqual(createRedactor(['12345']).value([12345, 999]), ['[redacted]', 999])
})

test('integers kept by their digits stay', () => {
  const value = { id: JSON.rawJSON('12345678901234567890') }
  assert.equal(JSON.stringify(createRedactor([TOKEN]).value(value)), '{"id":12345678901234567890}')
})

test('secrets that touch or overlap become one mark', () => {
  const { text } = createRedactor(['abcdef', 'defghi', 'abc-def'])
  assert.equal(text('abcdefghi'), '[redacted]')
  assert.equal(text('abcdefabcdef'), '[redacted]')
})

const percentAll = (text: string, upper: boolean) =>
  [...Buffer.from(text)]
    .map(
      (byte) =>
        `%${upper ? byte.toString(16).padStart(2, '0').toUpperCase() : byte.toString(16).padStart(2, '0')}`,
    )
    .join('')
const html = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
const unicodeAll = (text: string) =>
  Array.from(
    { length: text.length },
    (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
const inBase64 = (form: 'base64' | 'base64url', before: number) => (text: string) =>
  Buffer.concat([Buffer.alloc(before, 'x'), Buffer.from(text), Buffer.from('tail')]).toString(form)
const inPairs = (text: string, between: string) =>
  [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0')).join(between)
const json = (text: string) => JSON.stringify(text).slice(1, -1)

const ENCODINGS: Record<string, (text: string) => string> = {
  raw: (text) => text,
  json,
  'json in json': (text) => json(json(text)),
  'json with escaped slashes': (text) => json(text).replaceAll('/', '\\/'),
  'json, all escaped': unicodeAll,
  percent: encodeURIComponent,
  'percent, lower case': (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  'percent, twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'percent, everything': (text) => percentAll(text, true),
  'percent, everything in lower case': (text) => percentAll(text, false),
  form: (text) => new URLSearchParams({ k: text }).toString().slice(2),
  'percent in json': (text) => json(encodeURIComponent(text)),
  html,
  'html, all by number': (text) => [...text].map((character) => `&#${character.codePointAt(0)};`).join(''),
  hex: (text) => Buffer.from(text).toString('hex'),
  'hex in pairs with colons': (text) => inPairs(text, ':'),
  'hex in pairs with spaces': (text) => inPairs(text, ' '),
  'hex behind \\x': (text) => `\\x${inPairs(text, '\\x')}`,
  'octal behind a backslash': (text) =>
    [...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join(''),
  'hex in upper case': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  base64: inBase64('base64', 0),
  'base64 after one byte': inBase64('base64', 1),
  'base64 after two bytes': inBase64('base64', 2),
  base64url: inBase64('base64url', 0),
  'base64url after one byte': inBase64('base64url', 1),
  'base64url after two bytes': inBase64('base64url', 2),
  'base64, unpadded': (text) => Buffer.from(text).toString('base64').replaceAll('=', ''),
}

// A secret that is part of the mark itself stays visible in it, and no token is.
const secrets = fc
  .oneof(
    fc.string({ minLength: 8, maxLength: 60, unit: 'grapheme' }),
    fc.stringMatching(/^[A-Za-z0-9_.~+/=-]{8,80}$/),
    fc.stringMatching(/^[%\\"&+ u0-9a-f;#x/<>']{8,30}$/),
  )
  .filter((secret) => secret.isWellFormed() && !secret.includes('redact') && secret.trim().length > 7)

for (const [name, encode] of Object.entries(ENCODINGS)) {
  test(`law: redaction leaves no secret in ${name}`, () => {
    fc.assert(
      fc.property(
        secrets,
        fc.string({ maxLength: 20 }),
        fc.string({ maxLength: 20 }),
        (secret, before, after) => {
          const redactor = createRedactor([secret])
          // Text around an escape can complete another one, so it is set apart.
          const text = `${before} ${encode(secret)} ${after}`
          const redacted = redactor.text(text)
          assert.ok(redacted.includes('[redacted]'), redacted)
          assert.ok(!redacted.includes(encode(secret)), redacted)
          const value = redactor.value({ [text]: [text] }) as JsonValue
          assert.ok(!JSON.stringify(value).includes(JSON.stringify(encode(secret)).slice(1, -1)))
        },
      ),
      { numRuns: 150 },
    )
  })
}

test('a secret of 12 characters or more is found in upper and lower case, a shorter one as it is', () => {
  const { text } = createRedactor([TOKEN])
  assert.equal(text(`a ${TOKEN.toUpperCase()} b ${TOKEN.toLowerCase()} c`), 'a [redacted] b [redacted] c')
  assert.equal(createRedactor(['Acme-Corp']).text('acme-corp, Acme-Corp'), 'acme-corp, [redacted]')
})

test('a truncated secret is found by its beginning, inside a string and alone', () => {
  const { text, value, isClean } = createRedactor([TOKEN])
  for (const left of [TOKEN.slice(1), TOKEN.slice(0, -1), TOKEN.slice(10), TOKEN.slice(0, 30)]) {
    assert.equal(text(left), '[redacted]')
    assert.equal(text(`token ${left}… is not valid`), 'token [redacted]… is not valid')
    assert.deepEqual(value([left]), ['[redacted]'])
    assert.ok(!isClean(Buffer.from(JSON.stringify([left]))))
  }
  const hex = Buffer.from(TOKEN).toString('hex')
  assert.equal(text(hex.slice(0, -2)), '[redacted]')
  assert.equal(text(Buffer.from(TOKEN).toString('base64').slice(0, -4)), '[redacted]')
})

test('tokens that only begin like a secret are left unchanged', () => {
  const header = Buffer.from('{"alg":"HS256","typ":"JWT","kid":"2026-01"}').toString('base64url')
  const token = (payload: string) =>
    `${header}.${Buffer.from(payload).toString('base64url')}.${'s'.repeat(20)}${payload.length}`
  const own = token('{"sub":"one","scope":"repo read write admin"}')
  const other = token('{"iss":"https://accounts.example","aud":"two"}')
  const { text } = createRedactor([own])
  assert.equal(text(other), other)
  assert.equal(text(own.slice(0, -1)), '[redacted]')
})

test('a string that holds a secret ten thousand times is redacted whole', () => {
  assert.equal(createRedactor(['abcd']).text('abcd '.repeat(10_001)), '[redacted]')
})

test('characters around a secret stay, whatever they are', () => {
  const { text } = createRedactor([TOKEN, 'pässwörter😀'])
  assert.equal(text(`\ud800é ${TOKEN}😀 a`), `\ud800é [redacted]😀 a`)
  assert.equal(text('é%41pässwörter😀 \ud800'), 'é%41[redacted] \ud800')
  assert.equal(text('é p%C3%A4ssw\\u00f6rter😀😀'), 'é [redacted]😀')
})

const WRITERS: Record<string, (value: unknown) => string> = {
  plainly: (value) => JSON.stringify(value),
  'with escaped slashes': (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  'in ASCII': (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, unicodeAll),
}

for (const [name, encode] of Object.entries(ENCODINGS)) {
  test(`law: JSON that holds a secret in ${name} is not clean`, () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...Object.values(WRITERS)), (secret, write) => {
        const { isClean } = createRedactor([secret])
        const text = `x ${encode(secret)} y`
        const written = write({ [text]: 1 })
        assert.ok(!isClean(Buffer.from(written)), written)
        assert.ok(!isClean(Buffer.from(write([text]))))
        // A parser would drop the first member.
        assert.ok(!isClean(Buffer.from(`{"a":${write(text)},"a":1}`)))
      }),
      { numRuns: 150 },
    )
  })
}

test('ordinary JSON is known to be clean at once, and other JSON is scanned', () => {
  const { isClean } = createRedactor([TOKEN])
  const clean = (text: string) => isClean(Buffer.from(text))
  assert.ok(
    clean(JSON.stringify({ a: 'line\r\nline "quoted"\t', n: 1.5, url: 'https://a.example/b?c=d&e=f' })),
  )
  for (const text of ['{"a":"100%"}', '{"a":"\\u0061"}', '{"a":"\\/"}', '{"a":"\\\\"}', '{"a":"&amp;"}'])
    assert.ok(!clean(text), text)
})

test('law: a string without a secret is left unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      assert.equal(createRedactor([TOKEN]).text(text), text),
    ),
  )
})

test('a deeply nested value is no stack overflow', () => {
  let value: unknown = TOKEN
  for (let depth = 0; depth < 50_000; depth += 1) value = [value]
  assert.doesNotThrow(() => createRedactor([TOKEN]).value(value))
})
