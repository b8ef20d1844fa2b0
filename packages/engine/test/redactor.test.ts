import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { JsonValue } from '#model/definition'
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
  hex: (text) => Buffer.from(text).toString('hex'),
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
        assert.ok(!isClean(written), written)
        assert.ok(!isClean(write([text])))
        // A parser would drop the first.
        assert.ok(!isClean(`{"a":${write(text)},"a":1}`))
      }),
      { numRuns: 150 },
    )
  })
}

test('ordinary JSON is known to be clean without a closer look, and other JSON is left to one', () => {
  const { isClean } = createRedactor([TOKEN])
  const clean = (text: string) => isClean(text)
  assert.ok(
    clean(JSON.stringify({ a: 'line\r\nline "quoted"\t', n: 1.5, url: 'https://a.example/b?c=d&e=f' })),
  )
  for (const text of ['{"a":"100%"}', '{"a":"\\u0061"}', '{"a":"\\/"}', '{"a":"\\\\"}', '{"a":"&amp;"}'])
    assert.ok(!clean(text), text)
})

test('law: text that holds no secret is left as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) =>
      assert.equal(createRedactor([TOKEN]).text(text), text),
    ),
  )
})

test('hostile texts and secrets do not take long', () => {
  const pairs: [string, string][] = [
    [`${'a'.repeat(8191)}b`, `${'a'.repeat(1e6)}%`],
    [`${'a'.repeat(4096)}b${'a'.repeat(4095)}`, `${'a'.repeat(1e6)}%41`],
    ['a'.repeat(8192), 'a'.repeat(1e6)],
    ['\\'.repeat(8192), '\\'.repeat(1e6)],
    ['&#97;'.repeat(1000), '&#97;'.repeat(2e5)],
    [TOKEN, '%25'.repeat(3e5)],
  ]
  for (const [secret, text] of pairs) {
    // Processor time, since a busy machine lets the clock run on.
    const started = process.cpuUsage()
    createRedactor([secret]).text(text)
    const seconds = process.cpuUsage(started).user / 1e6
    assert.ok(seconds < 2, `${secret.slice(0, 10)} took ${seconds} s`)
  }
})

test('a deeply nested value is no stack overflow', () => {
  let value: unknown = TOKEN
  for (let depth = 0; depth < 50_000; depth += 1) value = [value]
  assert.doesNotThrow(() => createRedactor([TOKEN]).value(value))
})
