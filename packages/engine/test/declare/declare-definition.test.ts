import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileDefinition } from '#compile/compile-definition'
import { declareDefinition } from '#declare/declare-definition'
import { nameSchemas, pascal, singular } from '#declare/name-schemas'
import { recordSchema } from '#describe/record-schema'
import { loadDocument } from '#document/load-document'
import type { JsonSchema } from '#model/json'

const WIDGETS = '{ type: array, items: { type: object, properties: { id: { type: string } } } }'

/** A definition with one operation on widgets, written as YAML in one line. */
function definitionWith(operation: string, schema: string) {
  const document = `
openapi: 3.1.0
info:
  title: Acme
  version: 1.0.0
  x-airbyte-connector-name: acme
  x-airbyte-connector-definition-id: 5f0c2c1e-0000-4000-8000-000000000001
  x-airbyte-external-documentation-urls: []
servers: [{ url: https://acme.example }]
components: { securitySchemes: { token: { type: http, scheme: bearer } } }
paths:
  /widgets:
    get:
      x-airbyte-entity: widgets
${operation.replaceAll(/^/gm, '      ')}
      responses: { "200": { description: d, content: { application/json: { schema: ${schema} } } } }
`
  return compileDefinition(loadDocument(document, 'acme/connector.yaml'))
}

function getRecord(operation: string, schema: string): JsonSchema | undefined {
  const [actions] = definitionWith(operation, schema).entities.values()
  const [compiled] = [...(actions?.values() ?? [])]
  assert.ok(compiled !== undefined)
  return recordSchema(compiled)
}

const RECORD = { type: 'object', properties: { id: { type: 'string' } } }

test('the record of a response is found by its extractor', () => {
  const nested = `{ type: object, properties: { result: { type: object, properties: { items: ${WIDGETS} } } } }`
  const list = 'x-airbyte-action: list'
  assert.deepEqual(getRecord(list, WIDGETS), RECORD)
  assert.deepEqual(getRecord(`${list}\nx-airbyte-record-extractor: $`, WIDGETS), RECORD)
  assert.deepEqual(getRecord(`${list}\nx-airbyte-record-extractor: $.result.items`, nested), RECORD)
  assert.deepEqual(getRecord(`${list}\nx-airbyte-record-extractor: "$.result.items[*]"`, nested), RECORD)
  assert.deepEqual(
    getRecord('x-airbyte-action: get\nx-airbyte-record-extractor: "$.result.items[0]"', nested),
    RECORD,
  )
})

test('if the document does not describe a record, nothing is made up', () => {
  const list = 'x-airbyte-action: list'
  assert.equal(getRecord(`${list}\nx-airbyte-record-extractor: $.elsewhere`, WIDGETS), undefined)
  assert.equal(getRecord(list, '{ type: array, items: { type: string } }'), undefined)
  assert.equal(getRecord(list, '{ type: object }'), undefined)
  const transform = `${list}\nx-airbyte-record-extractor: $\nx-airbyte-record-transform: { name: "{{ record.id }}" }`
  assert.equal(getRecord(transform, WIDGETS), undefined)
})

test('an operation is declared with its params and its record', () => {
  const { name, code } = declareDefinition(
    definitionWith('x-airbyte-action: list\nsummary: List widgets', WIDGETS),
  )
  assert.equal(name, 'Acme')
  assert.equal(
    code,
    `export interface Acme {
  widgets: {
    /** List widgets. */
    list: {
      params: Record<string, never>
      record: Widget
    }
  }
}

export interface Widget {
  id?: string
}`,
  )
})

test('a repeated type gets a name, and no name is given twice', () => {
  const user = { type: 'object', properties: { login: { type: 'string' } } }
  const schema = { type: 'object', properties: { author: user, editors: { type: 'array', items: user } } }
  const other = { type: 'object', properties: { author: { type: 'object', properties: { n: {} } } } }
  const roots = [
    { name: 'Post', schema },
    { name: 'Post', schema: other },
    { name: 'Author', schema: { type: 'object', properties: { x: {} } } },
  ]
  const named = nameSchemas(roots, ['Blog'])
  assert.deepEqual(
    named.entries.map(([name]) => name),
    ['Post', 'Post2', 'Author', 'Author2'],
  )
  assert.equal(named.getName({ ...user, type: ['object', 'null'], description: 'Said here.' }), 'Author2')
  assert.equal(named.getName({ type: 'object' }), undefined)
})

test('names are English enough', () => {
  assert.deepEqual(['pull_requests', 'a.b-c', '2fa', 'zohoCRM'].map(pascal), [
    'PullRequests',
    'ABC',
    'Of2fa',
    'ZohoCRM',
  ])
  const nouns = [
    'Repositories',
    'Issues',
    'Status',
    'Address',
    'Addresses',
    'Boxes',
    'Branches',
    'Analysis',
    'Label',
  ]
  assert.deepEqual(nouns.map(singular), [
    'Repository',
    'Issue',
    'Status',
    'Address',
    'Address',
    'Box',
    'Branch',
    'Analysis',
    'Label',
  ])
})
