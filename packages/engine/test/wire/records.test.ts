import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const definition = compile(
  documentWith({
    info: 'x-airbyte-response-error-check: { field: ok, on_value: false, message_field: error }',
    paths: `
/calls:
  get:
    x-airbyte-entity: calls
    x-airbyte-action: list
    x-airbyte-record-extractor: $.calls
    x-airbyte-record-filter: "{{ not record.meta.is_private }}"
/names:
  get:
    x-airbyte-entity: names
    x-airbyte-action: list
    x-airbyte-record-extractor: $.names
    x-airbyte-record-transform: { id: "{{ record.value | replace('acme/', '') }}", of: "{{ config.team }}" }
    x-airbyte-record-filter: "{{ record.id in ['1', '2'] }}"
/tags:
  get:
    x-airbyte-entity: tags
    x-airbyte-action: list
    x-airbyte-record-extractor: $.tags
    x-airbyte-record-transform: { __proto__: "{{ record.id }}/{{ record.name }}", none: "{{ record.none }}" }
/ids:
  get:
    x-airbyte-entity: ids
    x-airbyte-action: list
`,
  }),
)
const list = (entity: string) => ({ entity, action: 'list' })

// Shows Responses: a filter, which fails rather than shows too much
test('a filter drops records, and fails where the flag it looks at is missing', async () => {
  const calls = [
    { id: 1, meta: { is_private: false } },
    { id: 2, meta: { is_private: true } },
    { id: 3, meta: { is_private: null } },
  ]
  const { run } = await wire(definition, json({ calls }))
  assert.deepEqual((await run(list('calls'))).result, [calls[0], calls[2]])
  for (const bad of [{ id: 4 }, { id: 5, meta: {} }, { id: 6, meta: 'x' }]) {
    const failing = await wire(definition, json({ calls: [...calls, bad] }))
    await rejectsCode('response_unreadable', failing.run(list('calls')), /is not there/)
  }
})

// Shows Responses: a transform, before the filter
test('a transform replaces records before the filter sees them', async () => {
  const { run } = await wire(definition, json({ names: ['acme/1', 'acme/2', 'acme/3'] }), {
    settings: { team: 'T' },
  })
  assert.deepEqual((await run(list('names'))).result, [
    { id: '1', of: 'T' },
    { id: '2', of: 'T' },
  ])
  const without = await wire(definition, json({ names: ['acme/1'] }))
  await rejectsCode('response_unreadable', without.run(list('names')), /team is not there/)
})

test('a transform keeps all digits of a long id, and a member of any name', async () => {
  const body =
    '{"tags":[{"id":9007199254740993,"name":"a","none":null},null,{"id":-0.5,"name":"","none":[1]}]}'
  const { run } = await wire(definition, (_request, response) => void response.end(body))
  assert.equal(
    JSON.stringify((await run(list('tags'))).result),
    '[{"__proto__":"9007199254740993/a","none":"null"},null,{"__proto__":"-0.5/","none":"[1]"}]',
  )
})

test('a document whose filter names something else is refused', () => {
  const paths = `
/a:
  get: { x-airbyte-entity: a, x-airbyte-action: list, x-airbyte-record-filter: "{{ process.env }}" }
`
  throwsCode('document_invalid', () => compile(documentWith({ paths })), /names process; use record, config/)
})

// Shows Responses: an error in a 200
test('an error inside of a 200 is an error', async () => {
  const { run } = await wire(definition, json({ ok: false, error: 'not_in_channel' }))
  const error = await rejectsCode('upstream_status', run(list('ids')))
  assert.deepEqual(error.details, { status: 200, upstream_message: 'not_in_channel' })
})

// Shows Responses: an error in a 200, if only one value means success
test('if a document names the value for success, any other value is an error', async () => {
  const info = 'x-airbyte-response-error-check: { field: code, ok_value: 0, message_field: message }'
  const paths = `
/ids:
  get: { x-airbyte-entity: ids, x-airbyte-action: list, x-airbyte-record-extractor: $.data }
`
  const strict = compile(documentWith({ info, paths }))
  const good = await wire(strict, json({ code: 0, message: 'OK', data: [{ id: 1 }] }))
  assert.deepEqual((await good.run(list('ids'))).result, [{ id: 1 }])
  const bad = await wire(strict, json({ code: 40105, message: 'Access token is incorrect' }))
  const error = await rejectsCode('upstream_status', bad.run(list('ids')))
  assert.deepEqual(error.details, { status: 200, upstream_message: 'Access token is incorrect' })
})

// Shows Responses: 64-bit integers
test('integers beyond 2^53 come back with all digits', async () => {
  const { run } = await wire(
    definition,
    (_request, response) => void response.end('[{"id":12345678901234567890}]'),
  )
  assert.equal(JSON.stringify((await run(list('ids'))).result), '[{"id":12345678901234567890}]')
})
