import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import type { Operation } from '#model/definition'
import { EngineError } from '#model/errors'
import { readResponse } from '#read/read-response'
import { compileJsonPath } from '#text/json-path'
import { parseJson } from '#text/parse-exact'
import { acme } from './acme.ts'

const list = acme.entities.get('widgets')?.get('list') as Operation
const get = acme.entities.get('widgets')?.get('get') as Operation

function at(operation: Operation, extractor: string): Operation {
  const record_extractor = compileJsonPath(extractor)
  assert.ok(record_extractor)
  return { ...operation, record_extractor }
}
const response = (text: string) => ({
  status: 200,
  headers: {},
  body: Buffer.from(text),
  redirects: 0,
  received_at: 0,
})
const toJson = (operation: Operation, text: string) =>
  readResponse(operation, response(text), undefined, { json: true }).json

const found: [Operation, string, string | undefined][] = [
  [list, '{"a": [1], "items" : [ {"id":1.0} , null ] }', '[ {"id":1.0} , null ]'],
  [list, '{"items":[1]}', undefined],
  [list, '{"items":{"id":1}}', undefined],
  [list, '{"items":null}', undefined],
  [list, '{}', undefined],
  [list, '{"items":[{}],"items":[{"last":1}]}', '[{"last":1}]'],
  [list, '{"it\\u0065ms":[{}]}', '[{}]'],
  [list, '{"x":"]}\\\\\\"{[","items":[{"b":"\\\\"}]}', '[{"b":"\\\\"}]'],
  [list, '\ufeff {"items":[]}', '[]'],
  [get, ' {"id":12345678901234567890} ', '{"id":12345678901234567890}'],
  [get, 'null', 'null'],
  [get, '7', undefined],
  [get, '', undefined],
  [at(get, '$.a.b'), '{"a":{"b":{"c":"é"}}}', '{"c":"é"}'],
  [at(get, '$.a[0]'), '{"a":[{}]}', undefined],
  [at(list, '$.a[*]'), '{"a":[{}]}', undefined],
]
for (const [operation, text, expected] of found) {
  test(`${operation.action} of ${text} is ${expected} as it stands`, () => {
    assert.equal(toJson(operation, text), expected)
  })
}

// Shows Responses: the JSON of a result, unchanged
test('law: the JSON text of a result parses to the result, if there is one', () => {
  const operations = [list, get, at(list, '$'), at(get, '$.items'), at(list, '$.items.items')]
  const bodies = fc.oneof(
    fc.jsonValue(),
    fc.record({ items: fc.jsonValue(), 'a"\\': fc.jsonValue() }),
    fc.record({ items: fc.record({ items: fc.array(fc.oneof(fc.object(), fc.jsonValue())) }) }),
  )
  let spliced = 0
  fc.assert(
    fc.property(fc.constantFrom(...operations), bodies, fc.nat(2), (operation, body, indent) => {
      const text = JSON.stringify(body, undefined, indent)
      const json = toJson(operation, text)
      if (json === undefined) return
      spliced += 1
      try {
        assert.deepEqual(parseJson(json), readResponse(operation, response(text)).result)
      } catch (thrown) {
        if (!(thrown instanceof EngineError)) throw thrown
      }
    }),
    { numRuns: 2000 },
  )
  assert.ok(spliced > 200, `only ${spliced}`)
})
