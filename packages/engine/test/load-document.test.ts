import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toJson } from '#document/document-reader'
import { loadDocument } from '#document/load-document'
import { EngineError } from '#model/errors'
import { throwsCode } from './assert-engine-error.ts'

const read = (text: string) => toJson(loadDocument(text, 'a.yaml').root)

// Shows A whole document: YAML 1.2 core and JSON, without anchors and tags
test('YAML 1.2 core: y, no and dates are strings, 0o17 is a number, numeric keys are strings', () => {
  assert.deepEqual(read('y: no\nday: 2024-01-01\nmode: 0o17\n200: ok\nnothing: ~\n'), {
    y: 'no',
    day: '2024-01-01',
    mode: 15,
    200: 'ok',
    nothing: null,
  })
})

test('JSON is read too', () => assert.deepEqual(read('{"a": [1, true, null]}'), { a: [1, true, null] }))

test('a key named __proto__ is only a key', () => {
  const tree = read('__proto__: { polluted: true }')
  assert.deepEqual(Object.keys(tree as object), ['__proto__'])
  assert.equal(({} as { polluted?: boolean }).polluted, undefined)
})

test('mapping order is kept', () => {
  const { root } = loadDocument('b: 1\n10: 2\n2: 3\na: 4', 'a.yaml')
  assert.deepEqual(root.kind === 'mapping' && [...root.entries.keys()], ['b', '10', '2', 'a'])
})

const refused: [string, string, number, RegExp][] = [
  ['an anchor', 'a: 1\nb: &x 2\n', 2, /anchor &x/],
  ['an alias', 'a: [1]\nb: *x\n', 2, /[Uu]nresolved alias|alias \*x/],
  ['a tag', 'a: 1\n\nb: !!str 2\n', 3, /tag/],
  ['an unknown tag', 'a: !include other.yaml\n', 1, /tag !include/],
  ['a key given twice', 'a: 1\nb: 2\na: 3\n', 3, /twice/],
  ['the same key as text and number', '200: 1\n"200": 2\n', 2, /twice/],
  ['a mapping as a key', '? [1]\n: 2\n', 1, /key/],
  ['two documents', 'a: 1\n---\nb: 2\n', 2, /multiple documents/],
  ['bad indentation', 'a:\n  b: 1\n c: 2\n', 3, /./],
]
for (const [what, text, line, message] of refused) {
  test(`${what} is refused with its line`, () => {
    const error = throwsCode('document_invalid', () => loadDocument(text, 'a.yaml'), message)
    assert.equal(error.details.problems[0]?.line, line)
    assert.ok(error.message.startsWith(`a.yaml:${line}:`), error.message)
  })
}

test('a billion laughs unfold into nothing', () => {
  const text = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n'
  throwsCode('document_invalid', () => loadDocument(text, 'a.yaml'))
})

test('nesting and size are bounded', () => {
  throwsCode('document_invalid', () => loadDocument('['.repeat(20_000), 'a.yaml'))
  throwsCode(
    'document_invalid',
    () => loadDocument(`${'[ '.repeat(150)}1${' ]'.repeat(150)}`, 'a.yaml'),
    /100/,
  )
  throwsCode(
    'document_invalid',
    () => loadDocument(`a: ${'x'.repeat(9 << 20)}`, 'a.yaml'),
    /larger than 8 MiB and not valid JSON.*JSON may have 32 MiB/,
  )
  const json = (bytes: number) => `{"a":"${'x'.repeat(bytes)}"}`
  assert.equal(loadDocument(json(31 << 20), 'a.json').root.kind, 'mapping')
  throwsCode('document_invalid', () => loadDocument(`${json(9 << 20)}]`, 'a.json'), /not valid JSON/)
  throwsCode('document_invalid', () => loadDocument(json(33 << 20), 'a.json'), /larger than 32 MiB; split/)
})

// Shows A whole document: any source is loaded, or refused with line and column
test('law: any text is loaded or refused, never anything else', () => {
  const fragments = fc.constantFrom(
    'a: ',
    '- ',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '&x ',
    '*x',
    '!t ',
    '? ',
    '|',
    '>',
    '#',
  )
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.oneof(fragments, fc.string({ maxLength: 4 }))).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      try {
        loadDocument(text, 'a.yaml')
      } catch (thrown) {
        assert.ok(thrown instanceof EngineError && thrown.code === 'document_invalid', String(thrown))
      }
    }),
    { numRuns: 1000 },
  )
})
