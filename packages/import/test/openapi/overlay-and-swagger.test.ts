import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDocument } from '#check-document'
import { importDefinition } from '#import-definition'
import { json, wire } from '../../../engine/test/wire/wire.ts'

const SWAGGER = `
swagger: 2.0
info: { title: Boards, version: "1" }
host: boards.example
basePath: /v1
schemes: [https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  key: { type: apiKey, in: query, name: key }
  token: { type: apiKey, in: query, name: token }
security: [{ key: [], token: [] }]
paths:
  /boards:
    get:
      operationId: findBoards
      parameters:
        - { name: p, in: query, type: integer }
        - { name: ids, in: query, type: array, collectionFormat: csv, items: { type: string } }
      responses: { "200": { description: x, schema: { type: array, items: { $ref: "#/definitions/Board" } } } }
    post:
      parameters: [{ name: body, in: body, required: true, schema: { $ref: "#/definitions/Board" } }]
      responses: { "200": { description: x } }
  /boards/{id}/archive:
    post:
      parameters: [{ name: id, in: path, required: true, type: string }]
      responses: { "200": { description: x } }
definitions:
  Board: { type: object, required: [name], properties: { color: { type: string }, name: { type: string } } }
`

/** Corrects what the document says of authentication, names, effects and pages. */
const OVERLAY = `
overlay: 1.0.0
info: { title: Corrections, version: "1" }
actions:
  - target: $.securityDefinitions.key
    update:
      in: header
      name: Authorization
      x-airbyte-auth-config:
        title: Key and token
        properties: { key: { type: string }, token: { type: string } }
        required: [key, token]
        auth_mapping: { api_key: 'OAuth oauth_consumer_key="\${key}", oauth_token="\${token}"' }
  - target: $.securityDefinitions.token
    remove: true
  - target: $.paths['/boards'].get
    update:
      x-airbyte-entity: panels
      x-bulkhead-pagination: { style: page, cursor: p }
  - target: $.paths['/boards/{id}/archive'].post
    update: { x-airbyte-action: update, x-bulkhead-effect: destructive }
  - target: $.paths['/gone']
    remove: true
`

const overlay = { text: OVERLAY, source: 'overlay.yaml' }
const load = (options = {}) =>
  importDefinition(SWAGGER, 'openapi.yaml', { slug: 'boards', ...options }).definition

// Shows OpenAPI without extensions: Swagger 2.0
test('Swagger 2.0 is upgraded: server, parameters, bodies and references', () => {
  const definition = load()
  assert.equal(definition.base_url, 'https://boards.example/v1')
  assert.deepEqual(
    [...definition.entities].map(([entity, actions]) => [entity, [...actions.keys()]]),
    [
      ['boards', ['list', 'create']],
      ['boards_archive', ['update']],
    ],
  )
  const create = definition.entities.get('boards')?.get('create')
  assert.deepEqual(
    create?.parameters.map(({ name, required }) => [name, required]),
    [
      ['color', false],
      ['name', true],
    ],
  )
  const list = definition.entities.get('boards')?.get('list')
  assert.equal(list?.parameters.find(({ name }) => name === 'ids')?.style, 'comma')
})

test('Swagger 2.0 keeps lines of its paths in what is left out', () => {
  const text = SWAGGER.replace(
    '/boards/{id}/archive:\n    post:',
    '/x:\n    put: { consumes: [text/csv], parameters: [{ name: a, in: body, schema: {} }], responses: {} }\n  /boards/{id}/archive:\n    post:',
  )
  const { warnings } = checkDocument(text, 'openapi.yaml')
  const line = text.split('\n').findIndex((one) => one.includes('put:')) + 1
  for (const warning of warnings.filter(({ message }) => message.startsWith('PUT /x')))
    assert.equal(warning.line, line)
})

// Shows Overlays: authentication, names, effects and pages
test('an overlay corrects authentication, names, effects and pages, and not the document', async () => {
  const definition = load({ overlay })
  const [option, ...others] = definition.auth_options
  assert.deepEqual([option?.title, others.length], ['Key and token', 0])
  assert.deepEqual(
    option?.fields.map(({ name, required }) => [name, required]),
    [
      ['key', true],
      ['token', true],
    ],
  )
  assert.equal(definition.entities.get('panels')?.get('list')?.pagination?.style, 'page')
  const archive = definition.entities.get('boards_archive')?.get('update')
  assert.deepEqual([archive?.effect, archive?.destructive], ['write', true])
  assert.ok(!load().entities.has('panels'))
  const server = await wire(definition, json([]), { credentials: { key: 'K', token: 'T' } })
  const { arrived } = await server.run({ entity: 'panels', action: 'list', params: { p: 2 } })
  assert.equal(arrived.headers.authorization, 'OAuth oauth_consumer_key="K", oauth_token="T"')
})

test('an action that selects nothing is a warning of the check, one that is wrong an error', () => {
  const { warnings, problems } = checkDocument(SWAGGER, 'openapi.yaml', { overlay })
  assert.deepEqual(problems, [])
  assert.match(warnings[0]?.message ?? '', /^overlay\.yaml:\d+:\d+: \$\.paths\['\/gone'\] selects nothing$/)
  const wrong = { text: 'overlay: 2.0.0', source: 'overlay.yaml' }
  const check = checkDocument(SWAGGER, 'openapi.yaml', { overlay: wrong })
  assert.equal(check.source, 'overlay.yaml')
  assert.equal(check.problems.length, 2)
})

test('two operations that an overlay calls the same: the second is left out', () => {
  const text = `overlay: 1.0.0\nactions: [{ target: "$.paths.*.post", update: { x-airbyte-entity: boards, x-airbyte-action: create } }]`
  const { left_out } = importDefinition(SWAGGER, 'openapi.yaml', {
    overlay: { text, source: 'overlay.yaml' },
  })
  assert.deepEqual(
    left_out.map(({ what, reason }) => [what, reason]),
    [['POST /boards/{id}/archive', 'boards.create is POST /boards already']],
  )
})
