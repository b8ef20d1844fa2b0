import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { toJson } from '#document/document-reader'
import { loadDocument } from '#document/load-document'
import { parseJsonDocument } from '#document/load-json-document'
import type { DocumentNode } from '#document/node'
import { throwsCode } from './assert-engine-error.ts'

test('JSON has the places that YAML has', () => {
  const text =
    '{\n  "a": [1, "x\\n\\u00e9",\n    { "b": null }],\r\n  "__proto__": true, "c": {}, "d": [], "e": -1.5e3\n}'
  const yaml = loadDocument(`# no JSON\n${text}`, 'x').root
  assert.deepEqual(getPlaces(parseJsonDocument(text, 100), 0), getPlaces(yaml, 1))
})

/** The places in a document, lines less `above`, and what is there. */
function getPlaces(node: DocumentNode | undefined, above: number): unknown {
  if (node === undefined) return undefined
  const place = [node.line - above, node.column]
  if (node.kind === 'scalar') return [...place, node.value]
  if (node.kind === 'sequence') return [...place, ...node.items.map((item) => getPlaces(item, above))]
  const members = [...node.entries].map(([name, { key, value }]) => {
    return [name, key.line - above, key.column, getPlaces(value, above)]
  })
  return [...place, ...members]
}

for (const text of [
  '{',
  '{"a":1,}',
  '{"a" 1}',
  "{'a':1}",
  '{"a":1}x',
  '{"a":1,"a":2}',
  '{"a":01}',
  '{"a":"\n"}',
  '{"a":"\\x"}',
  '',
]) {
  test(`${JSON.stringify(text)} is left to the YAML parser`, () =>
    assert.equal(parseJsonDocument(text, 100), undefined))
}

test('problems of JSON are reported like those of YAML', () => {
  throwsCode('document_invalid', () => loadDocument('{"a":1,"a":2}', 'x'))
  throwsCode(
    'document_invalid',
    () => loadDocument(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 'x'),
    /deeper than 100/,
  )
})

// Shows A whole document: JSON is read as `JSON.parse` reads it
test('law: JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(3), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent)
      const node = parseJsonDocument(text, 1000)
      assert.ok(node)
      assert.deepEqual(toJson(node), JSON.parse(text))
    }),
    { numRuns: 500 },
  )
})
