import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { MAX_SCANNED_DEPTH, scanJson } from '#text/scan-json'

const BOUNDS = { depth: MAX_SCANNED_DEPTH, values: Number.POSITIVE_INFINITY }
const scan = (json: string, bounds: Partial<typeof BOUNDS> = {}) =>
  scanJson(Buffer.from(json), { ...BOUNDS, ...bounds })

function countValues(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((count: number, member) => count + countValues(member), 1)
}

function countLevels(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(countLevels))
}

const values = fc.jsonValue({ maxDepth: 6 })
const spaces = fc.constantFrom(undefined, 1, '\t', '\n ')

test('law: values and levels are those of what a parser makes', () => {
  fc.assert(
    fc.property(values, spaces, (value, space) => {
      const json = JSON.stringify(value, undefined, space)
      const [count, levels] = [countValues(value), countLevels(value)]
      assert.equal(scan(json, { values: count, depth: levels }).excess, undefined, json)
      assert.equal(scan(json, { values: count - 1 }).excess, 'values', json)
      if (levels > 0) assert.equal(scan(json, { depth: levels - 1 }).excess, 'depth', json)
    }),
  )
})

test('strings that look like structure are strings, however long and escaped', () => {
  for (const text of [
    '[[[{"',
    '\\"[',
    `${'x'.repeat(2000)}"[{`,
    `${'\\"'.repeat(900)}[`,
    '\\\\',
    '"'.repeat(3000),
  ]) {
    const json = JSON.stringify({ [text]: text })
    assert.deepEqual(scan(json, { values: 2, depth: 1 }).excess, undefined, json.slice(0, 40))
  }
})

test('numbers of 16 digits and those with an exponent are noticed, in strings they are not', () => {
  const isLong = (json: string) => scan(json).has_long_number
  for (const json of [
    '1234567890123456',
    '[-1234567890123456]',
    '{"a":0.1234567890123456}',
    '[1e5]',
    '[1E-7]',
  ])
    assert.ok(isLong(json), json)
  for (const json of [
    '123456789012345',
    '"1234567890123456"',
    '{"1234567890123456":"1e5"}',
    '[1.5,true,null]',
  ])
    assert.ok(!isLong(json), json)
})

test('law: escapes that no stored string can contain are noticed', () => {
  const isUnstorable = (json: string) => scan(json).has_unstorable_text
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, inAscii) => {
      const written = JSON.stringify([text])
      const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
      const json = inAscii ? written.replace(/[^\x20-\x7e]/g, escaped) : written
      assert.equal(isUnstorable(json), text.includes('\0') || !text.isWellFormed(), json)
    }),
  )
  for (const json of ['"\\u0000"', '"\\uD800"', '"\\udc00"', '"\\ud800\\ud800\\udc00"', '{"\\uDfff":1}'])
    assert.ok(isUnstorable(json), json)
  for (const json of ['"\\\\u0000"', '"\\ud83d\\ude00"', '"\\u0001"', '"\\u00e9"'])
    assert.ok(!isUnstorable(json), json)
})

test('law: whatever the bytes are, the scan ends', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      scanJson(bytes, BOUNDS)
    }),
  )
  for (const byte of '"\\[{-1e.tx,:]} \u0000') scanJson(Buffer.from(byte.repeat(70_000)), BOUNDS)
})

const MIB = 1024 * 1024
const getList = (element: (index: number) => string) => {
  const parts: string[] = []
  let length = 0
  for (let index = 0; length < 2 * MIB; index += 1) {
    const part = element(index)
    parts.push(part)
    length += part.length + 1
  }
  return `[${parts.join(',')}]`
}

const SMALL_VALUES: Readonly<Record<string, (index: number) => string>> = {
  'empty objects': () => '{}',
  'empty lists': () => '[]',
  'lists of one': () => '[1]',
  'objects with names of their own': (index) => `{"k${index}":1}`,
  'short texts that differ': (index) => `"${index}"`,
}
for (const [what, element] of Object.entries(SMALL_VALUES)) {
  test(`a list of ${what} would take too much memory, but not a small one`, () => {
    assert.equal(scan(getList(element)).excess, 'memory')
    assert.equal(
      scan(`[${Array.from({ length: 5000 }, (_, index) => element(index)).join(',')}]`).excess,
      undefined,
    )
  })
}

test('names that are all different, and one object of very many members, take too much memory', () => {
  assert.equal(scan(getList((index) => `"name${index}":1`).replace(/^\[(.*)\]$/, '{$1}')).excess, 'memory')
  assert.equal(scan(`{${'"a":1,'.repeat(MIB)}"a":1}`).excess, 'memory')
})

const ORDINARY: Readonly<Record<string, (index: number) => string>> = {
  records: (index) =>
    JSON.stringify({
      id: index,
      title: `Issue ${index}`,
      state: 'open',
      user: { login: `user${index}`, id: index, site_admin: false },
      labels: [{ id: 1, name: 'bug' }],
      created_at: '2026-01-01T00:00:00Z',
    }),
  'short records': (index) => JSON.stringify({ id: index, name: `Name ${index}`, active: true }),
  coordinates: (index) => `[${(index / 7).toFixed(6)},${(index / 11).toFixed(6)}]`,
  'numbers of two digits': () => '42',
  identifiers: (index) => `"${index.toString(16).padStart(12, '0')}"`,
}
for (const [what, element] of Object.entries(ORDINARY)) {
  test(`${what} do not take too much memory`, () => {
    assert.equal(scan(getList(element)).excess, undefined)
  })
}

test('integers kept as strings take the memory of strings, and fractions do not', () => {
  const many = (json: string) => scan(`[${`${json},`.repeat(Math.ceil(2_000_000 / json.length))}1]`).excess
  assert.equal(many('1234567890123456789'), 'memory')
  assert.equal(many('0.1234567890123456'), undefined)
  assert.equal(many('{"id":1234567890123456789,"name":"Name 12345"}'), undefined)
})
