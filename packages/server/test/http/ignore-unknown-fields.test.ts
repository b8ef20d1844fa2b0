import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationShape } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { FreeObject, Shape } from '@bulkhead/contract/values/shapes'
import { createUnknownFieldFilter } from '@bulkhead/server/http/input/ignore-unknown-fields'
import { assertValid, getValidator } from '@bulkhead/server/operations/validation'
import { type TSchema, Type } from 'typebox'

/** Paths of existing clients, as their documentation and sources name them. */
const EXISTING = `
  POST /account/applications/token
  GET /account/applications/scoped-token/info
  GET /workspaces
  GET /workspaces/stats
  GET /workspaces/{workspace_id}
  PUT /workspaces/{workspace_id}
  DELETE /workspaces/{workspace_id}
  POST /integrations/connectors
  GET /integrations/connectors
  GET /integrations/connectors/{connector_id}
  PUT /integrations/connectors/{connector_id}
  DELETE /integrations/connectors/{connector_id}
  POST /integrations/connectors/check
  POST /integrations/connectors/{connector_id}/check
  GET /integrations/connectors/{connector_id}/inspect
  POST /integrations/connectors/{connector_id}/execute
  GET /integrations/definitions/sources
  GET /integrations/definitions/sources/{definition_id}
  GET /integrations/definitions/destinations
  GET /integrations/templates/sources
  POST /integrations/templates/sources
  GET /integrations/templates/sources/global
  GET /integrations/templates/sources/{template_id}
  GET /integrations/templates/connections
  DELETE /oauth/credentials/connector_type/{connector_type}
  POST /integrations/connectors/oauth/initiate
  POST /internal/mcp_oauth/sessions
  GET /internal/mcp_oauth/sessions/{session_id}
  PATCH /internal/mcp_oauth/sessions/{session_id}
  GET /organizations/{organization_id}/credentials
  GET /internal/account/organizations
  GET /skills
  GET /skills/search
  GET /skills/docs
`

/** Operations that mint a token, in which an unknown field may be a limit, and one that rejects them elsewhere too. */
const STRICT = ['createScopedToken', 'createWidgetToken', 'setOAuthCredentials']

const ignoring = operations.filter(({ unknownFields }) => unknownFields === 'ignored')

test('the operations of existing clients ignore unknown fields, and no others', () => {
  const paths = ignoring.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`)
  const expected = EXISTING.trim().split('\n')
  assert.deepEqual(paths.sort(), expected.map((line) => line.trim()).sort())
  for (const { operationId, unknownFields } of operations)
    if (STRICT.includes(operationId)) assert.equal(unknownFields, undefined, operationId)
})

/** Returns input of a schema with an unknown field at each place where the schema knows all fields. */
function withSurprises(schema: TSchema, place: string, places: string[]): unknown {
  const { type, properties, additionalProperties, items } = schema as {
    type?: string | string[]
    properties?: Record<string, TSchema>
    additionalProperties?: unknown
    items?: TSchema
  }
  if (items !== undefined) return [withSurprises(items, `${place}.0`, places)]
  if (![type].flat().includes('object')) return 'of no interest'
  const known = Object.entries(properties ?? {}).map(([name, member]) => [
    name,
    withSurprises(member, `${place}.${name}`, places),
  ])
  if (additionalProperties === false) places.push(`${place}.newer_thing`)
  return Object.fromEntries([...known, ['newer_thing', 'secret-value']])
}

function getUnknown(schema: TSchema, value: unknown, part: string): string[] {
  try {
    assertValid(getValidator(schema), value, part)
    return []
  } catch (error) {
    const { details = [] } = error as { details?: { field: string; message: string }[] }
    return details.filter(({ message }) => message.includes('is not known here')).map(({ field }) => field)
  }
}

describe('unknown fields of each operation', () => {
  for (const operation of operations) {
    test(operation.operationId, () => {
      const places: string[] = []
      const body = operation.body && withSurprises(operation.body, 'body', places)
      const inBody = places.length
      const query = withSurprises(operation.query ?? Shape({}), 'query', places) as Record<string, unknown>
      const filter = createUnknownFieldFilter(operation)
      const warning = filter?.({ query, body }, false)
      if (operation.unknownFields === undefined) {
        assert.equal(filter, undefined)
        if (operation.body !== undefined)
          assert.deepEqual(getUnknown(operation.body, body, 'body').sort(), places.slice(0, inBody).sort())
        return
      }
      for (const place of places) assert.ok(warning?.includes(place), `${warning} does not name ${place}`)
      assert.ok(!warning?.includes('secret-value'))
      if (operation.body !== undefined) assert.deepEqual(getUnknown(operation.body, body, 'body'), [])
      assert.ok(!Object.hasOwn(query, 'newer_thing'))
    })
  }
})

describe('the filter', () => {
  const shape = {
    unknownFields: 'ignored',
    body: Shape({
      workspace_name: Type.Optional(Type.String()),
      select_fields: Type.Optional(Type.Array(Type.String())),
      params: Type.Optional(FreeObject()),
      entities: Type.Optional(
        Type.Array(Shape({ entity: Type.String(), modes: Type.Optional(Type.String()) })),
      ),
    }),
  } satisfies Pick<OperationShape, 'unknownFields' | 'body'>
  const filter = createUnknownFieldFilter(shape)
  const run = (body: unknown, query: unknown = {}, reachesSeveral = false) => ({
    warning: filter?.({ query, body }, reachesSeveral),
    body,
    query,
  })

  test('removes unknown fields, and leaves members that are not ours to define', () => {
    const { warning, body, query } = run(
      { params: { newer: 1 }, newer: 1, entities: [{ entity: 'a' }, { entity: 'b', newer: 1 }] },
      { page: '1' },
    )
    assert.equal(warning, 'Ignored unknown fields: body.newer, body.entities.1.newer, query.page')
    assert.deepEqual(body, { params: { newer: 1 }, entities: [{ entity: 'a' }, { entity: 'b' }] })
    assert.deepEqual(query, {})
  })

  test('says nothing if all fields are known', () => {
    assert.equal(run({ workspace_name: 'a', params: null }).warning, undefined)
    for (const body of [null, [], 'text', undefined]) assert.equal(run(body).warning, undefined)
  })

  test('leaves a name that is probably misspelt', () => {
    for (const name of [
      'workspaceName',
      'WORKSPACE_NAME',
      'workspace_nam',
      'workspace_names',
      'worskpace_name',
      'select-fields',
      'selectFields',
      'param',
    ]) {
      const { warning, body } = run({ [name]: 1 })
      assert.deepEqual([warning, body], [undefined, { [name]: 1 }], name)
    }
    for (const name of ['fields', 'name', 'select_fields_of', 'parameters', 'workspace', '__proto__'])
      assert.deepEqual(run(JSON.parse(`{"${name}":1}`)).body, {}, name)
  })

  test('leaves unknown fields of a request that names no workspace, if its caller reaches several', () => {
    for (const body of [{ customer: 'acme' }, { workspace_name: null, workspace: 'acme' }])
      assert.equal(run(body, {}, true).warning, undefined)
    assert.match(run({ customer: 'acme' }, {}, false).warning ?? '', /body\.customer/)
    assert.match(run({ workspace_name: 'acme', newer: 1 }, {}, true).warning ?? '', /body\.newer/)
  })

  test('leaves a workspace that is named where the operation does not read it', () => {
    for (const body of [{}, { workspace_name: 'default' }]) {
      const query = { workspace_name: 'acme' }
      assert.equal(run({ ...body }, query, true).warning, undefined)
      assert.deepEqual(query, { workspace_name: 'acme' })
    }
    assert.match(run({}, { workspace_name: 'acme' }, false).warning ?? '', /query\.workspace_name/)
  })

  test('names at most ten fields, in characters of a header', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`surprise_${at}`, 1]))
    const { warning = '', body } = run(many)
    assert.match(warning, /body\.surprise_9, and 990 more$/)
    assert.deepEqual(body, {})
    const odd = run({ 'line\r\nSet-Cookie: a=b': 1, ü: 1, ['x'.repeat(5_000)]: 1 }).warning ?? ''
    assert.match(odd, /^[\w.,:? -]+$/)
    assert.ok(!odd.includes('='))
    assert.ok(odd.length < 300, String(odd.length))
  })

  test('leaves more than a thousand fields to validation', () => {
    const many = Object.fromEntries(Array.from({ length: 1_500 }, (_, at) => [`surprise_${at}`, 1]))
    assert.equal(Object.keys(run(many).body as object).length, 500)
  })

  test('looks at no more fields if all are misspelt, so that their number takes no time', () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`param${'_'.repeat(at)}`, 1]))
    const { warning, body } = run({ ...many, newer: 1 })
    assert.equal(warning, undefined)
    assert.equal(Object.keys(body as object).length, 1_001)
  })
})
