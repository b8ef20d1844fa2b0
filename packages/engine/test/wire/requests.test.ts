import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const one = '{ name: id, in: path, required: true, schema: { type: string } }'
const body = `requestBody: { content: { application/json: { schema: { required: [name], properties: { name: { type: string } } } } } }`
const definition = compile(
  documentWith({
    paths: `
/widgets:
  get:
    x-airbyte-entity: widgets
    x-airbyte-action: list
    parameters:
      - { name: q, in: query, schema: { type: string } }
      - { name: state, in: query, required: true, schema: { type: string, enum: [open, closed] } }
  post: { x-airbyte-entity: widgets, x-airbyte-action: create, ${body} }
/widgets/{id}:
  get: { x-airbyte-entity: widgets, x-airbyte-action: get, parameters: [${one}] }
  put: { x-airbyte-entity: replacements, x-airbyte-action: create, parameters: [${one}], ${body} }
  patch: { x-airbyte-entity: widgets, x-airbyte-action: update, parameters: [${one}], ${body} }
  delete: { x-airbyte-entity: widgets, x-airbyte-action: delete, parameters: [${one}] }
/reports:daily:
  post:
    x-airbyte-entity: daily_reports
    x-airbyte-action: list
    x-airbyte-path-override: { path: "/reports/{id}:run?kind=daily" }
    parameters: [${one}, { name: page, in: query }]
`,
  }),
)

// Shows Parameters: an operation has its own method and path, and a value stays within its segment
test('each operation is sent by its own method to its own path', async () => {
  const { run, upstream } = await wire(definition, json({}))
  await run({ entity: 'widgets', action: 'list', params: { state: 'open', q: 'a b&c' } })
  await run({ entity: 'widgets', action: 'create', params: { name: 'n' } })
  for (const [entity, action] of [
    ['widgets', 'get'],
    ['replacements', 'create'],
    ['widgets', 'update'],
    ['widgets', 'delete'],
  ] as const) {
    const isWritten = action === 'create' || action === 'update'
    await run({ entity, action, params: { id: 'a/b ü', ...(isWritten && { name: 'n' }) } })
  }
  assert.deepEqual(
    upstream.requests.map(({ method, path, body: sent }) => [method, path, sent]),
    [
      ['GET', '/v2/widgets?q=a+b%26c&state=open', ''],
      ['POST', '/v2/widgets', '{"name":"n"}'],
      ['GET', '/v2/widgets/a%2Fb%20%C3%BC', ''],
      ['PUT', '/v2/widgets/a%2Fb%20%C3%BC', '{"name":"n"}'],
      ['PATCH', '/v2/widgets/a%2Fb%20%C3%BC', '{"name":"n"}'],
      ['DELETE', '/v2/widgets/a%2Fb%20%C3%BC', ''],
    ],
  )
})

// Shows Parameters: several operations on one path, distinguished by an override
test('the request goes to the override of the path, its query joined with the parameters', async () => {
  const { run } = await wire(definition, json([]))
  const { arrived } = await run({ entity: 'daily_reports', action: 'list', params: { id: '7', page: 2 } })
  assert.deepEqual([arrived.method, arrived.path], ['POST', '/v2/reports/7:run?kind=daily&page=2'])
})

// Shows Parameters: an unknown or missing parameter, or a value outside an enum, is named and nothing is sent
test('an invalid call sends nothing', async () => {
  const { run, upstream } = await wire(definition, json([]))
  const list = (params: Record<string, unknown>) => run({ entity: 'widgets', action: 'list', params })
  await rejectsCode(
    'unknown_parameter',
    list({ state: 'open', sate: 'x' }),
    /no parameter sate; did you mean state/,
  )
  await rejectsCode('missing_parameter', list({}), /needs the parameter state/)
  await rejectsCode('invalid_parameter', list({ state: 'opne' }), /one of open, closed/)
  const write = (params: Record<string, unknown>) => run({ entity: 'widgets', action: 'update', params })
  await rejectsCode('missing_parameter', write({ id: '1' }), /needs the parameter name/)
  await rejectsCode('missing_parameter', write({ name: 'n' }), /needs the parameter id/)
  await rejectsCode('invalid_parameter', write({ id: '..', name: 'n' }), /path segment/)
  await rejectsCode('unknown_action', run({ entity: 'widgets', action: 'api_search' }), /It has/)
  assert.equal(upstream.requests.length, 0)
})
