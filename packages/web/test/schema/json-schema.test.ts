import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonSchema } from '#schema/json-schema.ts'
import '../texts-in-node.ts'

const { getKind, readText, toText } = await import('#schema/json-schema.ts')

const KINDS: readonly (readonly [name: string, schema: JsonSchema, kind: string])[] = [
  ['state', { type: 'string', enum: ['open', 'closed'] }, 'choice'],
  ['draft', { type: 'boolean' }, 'boolean'],
  ['page', { type: 'integer' }, 'integer'],
  ['price', { type: 'number' }, 'number'],
  ['owner', { type: 'string' }, 'text'],
  ['owner', { type: ['string', 'null'] }, 'text'],
  ['body', { type: 'string' }, 'long text'],
  ['labels', { type: 'array', items: { type: 'string' } }, 'lines'],
  ['points', { type: 'array', items: { type: 'object' } }, 'json'],
  ['where', { type: 'object' }, 'json'],
  ['id', { type: ['string', 'integer'] }, 'json'],
  ['anything', {}, 'json'],
]

for (const [name, schema, kind] of KINDS) {
  test(`${name} ${JSON.stringify(schema)} is entered as ${kind}`, () => {
    assert.equal(getKind(name, schema), kind)
  })
}

test('nothing entered is no value, whatever the kind', () => {
  for (const [name, schema] of KINDS) {
    assert.deepEqual(readText(getKind(name, schema), schema, '  '), { value: undefined })
  }
})

test('what does not fit is said', () => {
  const bounded = { type: 'integer', minimum: 1, maximum: 100 }
  assert.deepEqual(readText('integer', bounded, '7'), { value: 7 })
  for (const text of ['0', '101', '1.5', 'seven', '12345678901234567890']) {
    assert.ok('error' in readText('integer', bounded, text), text)
  }
  assert.ok('error' in readText('json', {}, '{"a": '))
  assert.ok('error' in readText('text', { minLength: 3 }, 'ab'))
})

test('a value that is shown and read again is the same', () => {
  const values: readonly (readonly [string, JsonSchema, unknown])[] = [
    ['labels', { type: 'array', items: { type: 'string' } }, ['a', 'b c']],
    ['draft', { type: 'boolean' }, false],
    ['page', { type: 'integer' }, 0],
    ['where', { type: 'object' }, { a: [1, null] }],
    ['owner', { type: 'string' }, 'octocat'],
  ]
  for (const [name, schema, value] of values) {
    const kind = getKind(name, schema)
    assert.deepEqual(readText(kind, schema, toText(kind, value)), { value })
  }
})
