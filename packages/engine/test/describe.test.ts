import assert from 'node:assert/strict'
import test from 'node:test'
import { importDefinition } from '@bulkhead/import/import-definition'
import { checkOperation } from '#check/check-operation'
import { describeDefinition, describeInSteps } from '#describe/describe-definition'
import { describeOperation } from '#describe/describe-operation'
import { exampleResponse } from '#describe/example-response'
import { wholeExample } from '#describe/examples-for'
import type { Operation } from '#model/definition'
import type { JsonSchema } from '#model/json'
import { compile, documentWith, plan } from './acme.ts'
import { throwsCode } from './assert-engine-error.ts'

const definition = compile(
  documentWith({
    info: `x-airbyte-scoping: [{ param: account, config_key: account_id }]
x-airbyte-entity-relationships:
  - { source_entity: orders, target_entity: boxes, foreign_key: box_id, cardinality: many_to_one }
  - { source_entity: ghosts, target_entity: boxes, foreign_key: box_id }`,
    schemes:
      'token: { type: http, scheme: bearer, x-airbyte-auth-config: { properties: { token: {} }, additional_headers: { X-Client: "{{ token }}" } } }',
    paths: `
/accounts/{account}/boxes:
  get:
    summary: List boxes
    description: Newest first.
    x-airbyte-entity: boxes
    x-airbyte-action: list
    x-airbyte-record-extractor: $.boxes
    x-airbyte-meta-extractor: { next: $.next }
    parameters:
      - { name: account, in: path, required: true, schema: { type: string } }
      - { name: unused, in: path, required: true, schema: { type: string } }
      - { name: page_token, in: query, schema: { type: string } }
      - { name: per_page, in: query, description: Size, schema: { type: integer, default: 20, minimum: 5, example: 7 } }
      - { name: state, in: query, required: true, schema: { type: string, enum: [open, closed] } }
      - { name: view, in: query, required: true, schema: { type: string, default: full } }
      - { name: since, in: query, required: true, schema: { type: string, format: date, default: "2023-01-01" } }
      - { name: until, in: query, required: true, schema: { type: string, default: "{{ now_utc().strftime('%Y') }}" } }
      - { name: market, in: query, required: true, x-airbyte-param-config-inject: { source: region } }
      - { name: X-Client, in: header, required: true, schema: { type: string } }
      - { name: X-Version, in: header, required: true, example: v2, schema: { type: string, nullable: true, x-internal: 1 } }
    responses: { "200": { content: { application/json: { schema: { properties: { boxes: { items: { properties: { id: { type: integer } } } } } } } } } }
/boxes:
  post:
    x-airbyte-entity: boxes
    x-airbyte-action: create
    requestBody:
      required: true
      content: { application/json: { schema: { properties: { name: { type: string }, size: { type: integer } } } } }
  put:
    x-airbyte-entity: boxes
    x-airbyte-action: update
    x-bulkhead-effect: { effect: destructive, idempotent: false }
/boxes/{id}:
  delete: { x-airbyte-entity: boxes, x-airbyte-action: delete, parameters: [{ name: id, in: path, schema: { type: integer } }] }
  get:
    x-airbyte-entity: boxes
    x-airbyte-action: download
    parameters: [{ name: id, in: path, schema: { type: string, format: uuid } }]
/orders:
  get: { x-airbyte-entity: orders, x-airbyte-action: list, parameters: [{ name: limit, in: query }] }
`,
  }),
)
const operation = (action: 'list' | 'create' | 'update' | 'delete' | 'download', entity = 'boxes') => {
  const found = definition.entities.get(entity)?.get(action)
  assert.ok(found)
  return found
}

// Shows Descriptions: why an operation cannot be called back
test('a destructive operation says why it cannot be called back', () => {
  assert.equal(describeOperation(operation('delete'), definition).effect_reason, 'deletes')
  assert.equal(describeOperation(operation('update'), definition).effect_reason, undefined)
  const withEffect = (effect: string) => {
    const paths = `/mails:
  post: { x-airbyte-entity: mails, x-airbyte-action: create, x-bulkhead-effect: ${effect} }`
    const mails = compile(documentWith({ paths })).entities.get('mails')?.get('create')
    assert.ok(mails)
    return describeOperation(mails)
  }
  const { effect, effect_reason } = withEffect('{ effect: destructive, reason: sends }')
  assert.deepEqual([effect, effect_reason], ['destructive', 'sends'])
  throwsCode(
    'document_invalid',
    () => withEffect('{ effect: write, reason: sends }'),
    /belongs to the effect destructive/,
  )
  throwsCode(
    'document_invalid',
    () => withEffect('{ effect: destructive, reason: why }'),
    /one of deletes, ends, sends/,
  )
})

// Shows Descriptions: one JSON Schema of the params
test('a description is one JSON Schema of what a caller gives', () => {
  const { params, ...rest } = describeOperation(operation('list'), definition)
  assert.deepEqual(rest, {
    entity: 'boxes',
    action: 'list',
    summary: 'List boxes',
    description: 'Newest first.',
    effect: 'read',
    idempotent: true,
    leave_out: ['X-Client', 'page_token', 'per_page'],
    example: { state: 'open', since: '2023-01-01', 'X-Version': 'v2' },
    pagination: { style: 'cursor', limit: true },
    response: { type: 'object', properties: { id: { type: 'integer' } } },
  })
  assert.deepEqual(Object.keys(params.properties as object), [
    'account',
    'page_token',
    'per_page',
    'state',
    'view',
    'since',
    'until',
    'X-Client',
    'X-Version',
    'cursor',
    'limit',
  ])
  assert.deepEqual(params.required, ['state', 'since', 'X-Version'])
  const { per_page, limit, since, until, 'X-Version': version } = params.properties
  assert.deepEqual(limit, {
    type: 'integer',
    minimum: 1,
    description: 'How many records a page has at most.',
    default: 20,
  })
  assert.deepEqual(per_page, { type: 'integer', minimum: 5, examples: [7], description: 'Size', default: 20 })
  assert.deepEqual(since, { type: 'string', format: 'date', examples: ['2023-01-01'] })
  assert.deepEqual(until, { type: 'string', description: 'Computed from the time if left out.' })
  assert.deepEqual(version, { type: ['string', 'null'], examples: ['v2'] })
})

test('without the definition, what scoping and authentication supply is asked for', () => {
  assert.deepEqual(describeOperation(operation('list')).params.required, [
    'account',
    'state',
    'since',
    'X-Client',
    'X-Version',
  ])
})

// Shows Effects: declared and inferred
test('effects: read, write, destructive, and what may be done twice', () => {
  const effect = (action: Parameters<typeof operation>[0]) => {
    const { effect: name, idempotent } = describeOperation(operation(action))
    return [name, idempotent]
  }
  assert.deepEqual(effect('list'), ['read', true])
  assert.deepEqual(effect('download'), ['read', true])
  assert.deepEqual(effect('create'), ['write', false])
  assert.deepEqual(effect('update'), ['destructive', false])
  assert.deepEqual(effect('delete'), ['destructive', true])
})

test('a download takes a range', () => {
  const { properties } = describeOperation(operation('download')).params
  assert.deepEqual(Object.keys(properties as object), ['id', 'range_header'])
})

test('a required body without required fields demands any one field', () => {
  assert.deepEqual(describeOperation(operation('create')).params.anyOf, [
    { required: ['name'] },
    { required: ['size'] },
  ])
})

// Shows Descriptions: an example that can be planned
test('example params plan every operation', () => {
  for (const action of ['list', 'create', 'update', 'delete'] as const) {
    const clock = action === 'list' ? { until: '2025' } : {}
    const params = { ...describeOperation(operation(action), definition).example, ...clock }
    const planned = plan(definition, { entity: 'boxes', action, params }, { account_id: 'a' })
    assert.ok(planned.url.startsWith('https://api.acme.example/v2/'))
  }
  assert.deepEqual(describeOperation(operation('list'), definition).example, {
    state: 'open',
    since: '2023-01-01',
    'X-Version': 'v2',
  })
})

// Shows Descriptions: one entity at a time, with its relationships
test('a definition is described whole or by entity', () => {
  const whole = describeDefinition(definition)
  assert.deepEqual(
    whole.entities.map(({ entity }) => entity),
    ['boxes', 'orders'],
  )
  assert.deepEqual(
    whole.entities[0]?.operations.map(({ action }) => action),
    ['list', 'create', 'update', 'delete', 'download'],
  )
  const { entities } = describeDefinition(definition, 'orders')
  assert.deepEqual(entities[0]?.relationships, [
    {
      source_entity: 'orders',
      target_entity: 'boxes',
      foreign_key: 'box_id',
      target_key: 'id',
      cardinality: 'many_to_one',
    },
  ])
  throwsCode('unknown_entity', () => describeDefinition(definition, 'order'), /it has orders/)
  assert.match(definition.warnings[0]?.message ?? '', /no entity ghosts/)
})

test('a check runs the preferred operation, else the first list that requires nothing', () => {
  const check = (text: string, settings?: Record<string, string>) => {
    const call = checkOperation(
      compile(documentWith({ info: 'x-airbyte-scoping: [{ param: id }]', paths: text })),
      settings,
    )
    return call === undefined ? undefined : [call.entity, call.action, call.params]
  }
  const list = (name: string, more: string) =>
    `/${name}:\n  get: { x-airbyte-entity: ${name}, x-airbyte-action: list, ${more} }\n`
  const get = (name: string, more: string) =>
    `/${name}/{id}:\n  get: { x-airbyte-entity: ${name}, x-airbyte-action: get, parameters: [{ name: id, in: path }], ${more} }\n`
  const needy = list('a', 'parameters: [{ name: q, in: query, required: true }]')
  const sized = list('b', 'parameters: [{ name: limit, in: query }]')
  assert.deepEqual(check(needy + sized), ['b', 'list', { limit: 1 }])
  assert.deepEqual(check(sized + list('c', 'x-airbyte-preferred-for-check: true')), ['c', 'list', {}])
  assert.deepEqual(check(get('d', 'x-airbyte-preferred-for-check: true') + sized), ['d', 'get', {}])
  assert.deepEqual(
    check(get('d', 'x-airbyte-preferred-for-check: true') + sized, {}),
    ['b', 'list', { limit: 1 }],
    'nothing fills id',
  )
  assert.deepEqual(check(get('d', 'x-airbyte-preferred-for-check: true') + sized, { id: '1' }), [
    'd',
    'get',
    {},
  ])
  assert.equal(check(needy), undefined)
  for (const schema of ['{ enum: [10, 50] }', '{ minimum: 10 }']) {
    const fixed = list('e', `parameters: [{ name: limit, in: query, schema: ${schema} }]`)
    assert.deepEqual(check(fixed), ['e', 'list', {}], 'a limit of 1 would be refused')
  }
  const mutation =
    '/m:\n  put: { x-airbyte-entity: m, x-airbyte-action: list, x-airbyte-preferred-for-check: true }\n'
  assert.equal(check(mutation), undefined, 'a check never writes')
})

test('the example of a whole schema has all members, and an end', () => {
  const named = { type: 'object', properties: { name: { type: 'string', example: 'Ann' } } }
  const aged = {
    properties: { age: { type: 'integer' }, tags: { type: 'array', items: { enum: [null, 'a'] } } },
  }
  assert.deepEqual(wholeExample({ allOf: [named, aged] }), { age: 1, name: 'example', tags: ['a'] })
  const names = Array.from({ length: 60 }, (_, index) => `member_${index}`)
  let wide: JsonSchema = { type: 'string' }
  for (let depth = 0; depth < 6; depth += 1)
    wide = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, wide])) }
  assert.ok(JSON.stringify(wholeExample(wide)).length < 100_000)
  let manifold: JsonSchema = { type: 'string' }
  for (let depth = 0; depth < 12; depth += 1) {
    const parts = Array.from({ length: 40 }, () => manifold)
    manifold = { allOf: parts, properties: Object.fromEntries(parts.map((part, at) => [`m${at}`, part])) }
  }
  const made = exampleResponse({ response_schema: manifold } as unknown as Operation)
  assert.ok(JSON.stringify(made).length < 100_000)
})

test('schemas that contain each other many times are described up to a limit', () => {
  const toMembers = (schema: object) =>
    Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`m${at}`, schema]))
  const schemas = Object.fromEntries(
    Array.from({ length: 7 }, (_, at) => [
      `S${at}`,
      { type: 'object', properties: toMembers({ $ref: `#/components/schemas/S${at + 1}` }) },
    ]),
  )
  const schema = { $ref: '#/components/schemas/S0' }
  const post = {
    tags: ['things'],
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { description: 'OK' } },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Wide', version: '1' },
    servers: [{ url: 'https://api.example' }],
    paths: { '/things': { post } },
    components: { schemas },
  }
  const { definition } = importDefinition(JSON.stringify(document), 'wide.json', {})
  assert.ok(JSON.stringify(describeDefinition(definition)).length < 10_000_000)
})

test('a description has few schemas, however short they are, and is written in steps of an operation', () => {
  const schemas: Record<string, object> = { S0: {} }
  for (let at = 1; at <= 4; at += 1)
    schemas[`S${at}`] = {
      oneOf: Array.from({ length: 60 }, () => ({ $ref: `#/components/schemas/S${at - 1}` })),
    }
  const schema = { $ref: '#/components/schemas/S4' }
  const post = {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { description: 'OK' } },
  }
  const document = {
    openapi: '3.1.0',
    info: { title: 'Many', version: '1' },
    servers: [{ url: 'https://api.example' }],
    paths: { '/things': { post }, '/others': { post } },
    components: { schemas },
  }
  const { definition } = importDefinition(JSON.stringify(document), 'many.json', {})
  assert.ok(JSON.stringify(describeDefinition(definition)).split('{').length < 100_000)
  assert.equal([...describeInSteps(definition)].length, 2)
})
