import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { documented } from '#declare/comment'
import { indented } from '#declare/indent'
import { printType } from '#declare/print-type'
import type { JsonSchema } from '#model/json'

const TYPES: [schema: JsonSchema, type: string][] = [
  [{}, 'unknown'],
  [{ type: 'string' }, 'string'],
  [{ type: 'integer' }, 'number'],
  [{ type: ['number', 'null'] }, 'number | null'],
  [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
  [{ type: ['string', 'null'], enum: ['a', null] }, '"a" | null'],
  [{ const: 'x' }, '"x"'],
  [{ type: 'string', enum: ['a | b'] }, '"a | b"'],
  [{ type: 'array', items: { type: 'string' } }, 'string[]'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ type: 'array', items: { enum: ['a | b'] } }, '"a | b"[]'],
  [{ type: 'array' }, 'unknown[]'],
  [{ items: { type: 'boolean' } }, 'boolean[]'],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, 'string | number'],
  [{ oneOf: [{ type: 'string' }, {}] }, 'unknown'],
  [{ allOf: [{ enum: ['a', 'b'] }, { type: 'string' }] }, '("a" | "b") & string'],
  [{ type: 'object' }, 'Record<string, unknown>'],
  [{ type: 'object', additionalProperties: false }, 'Record<string, never>'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
  [{ type: 'of another kind' }, 'unknown'],
  [
    { type: 'object', required: ['a'], properties: { a: { type: 'string' }, 'b-c': {} } },
    '{\na: string\n"b-c"?: unknown\n}',
  ],
  [
    {
      properties: { a: { type: 'integer', default: 3, description: 'How many.' } },
      additionalProperties: true,
    },
    '{\n/** How many. Default: 3. */\na?: number\n[name: string]: unknown\n}',
  ],
]

test('a JSON Schema is a TypeScript type', () => {
  for (const [schema, type] of TYPES) assert.equal(printType(schema), type, JSON.stringify(schema))
})

test('names stand for object schemas, with or without null', () => {
  const user: JsonSchema = { type: 'object', properties: { login: { type: 'string' } } }
  const getName = (schema: JsonSchema) => (schema.properties === user.properties ? 'User' : undefined)
  assert.equal(printType({ ...user, type: ['object', 'null'] }, getName), 'User | null')
  assert.equal(printType({ type: 'array', items: user }, getName), 'User[]')
})

test('law: no text of a document ends a comment, or begins a line of code', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (words) => {
      const printed = documented(`x ${words} */ export const escaped = 1`, 'member: string')
      const comment = printed.slice(0, -'\nmember: string'.length)
      assert.ok(printed.endsWith('\nmember: string'))
      assert.equal(comment.indexOf('*/'), comment.length - 2)
    }),
  )
})

test('code is indented by its braces; comments are left as they are', () => {
  const code = 'a: {\n/** Like {this}:\n * { */\nb: {\nc: string\n}\nd: "x"\n}'
  assert.equal(indented(code), 'a: {\n  /** Like {this}:\n   * { */\n  b: {\n    c: string\n  }\n  d: "x"\n}')
})
