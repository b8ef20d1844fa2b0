import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileDefinition } from '@bulkhead/engine/compile-definition'
import { loadDocument } from '@bulkhead/engine/load-document'
import type { PlanContext } from '@bulkhead/engine/plan-request'
import { chooseCheck } from '@bulkhead/server/executions/choose-check'

interface Declared {
  entity: string
  action: 'list' | 'get' | 'create'
  preferred?: boolean
  parameters?: object[]
}

/** The context of a connector with these operations, in this order. */
function contextOf(declared: readonly Declared[]): PlanContext {
  const methods = { list: 'get', get: 'get', create: 'post' }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Chosen API Connector',
      version: '1.0.0',
      'x-airbyte-connector-name': 'chosen',
      'x-airbyte-connector-definition-id': '0b9d3f7e-52f3-4c1e-8a7e-6a4f1d1c9e02',
      'x-airbyte-external-documentation-urls': [],
    },
    servers: [{ url: 'https://chosen.example' }],
    security: [{ key: [] }],
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          'x-airbyte-auth-config': {
            type: 'object',
            required: ['token'],
            properties: { token: { type: 'string' } },
            // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of connector documents
            auth_mapping: { token: '${token}' },
          },
        },
      },
    },
    paths: Object.fromEntries(
      declared.map(({ entity, action, preferred = false, parameters = [] }) => [
        `/${entity}/${action}`,
        {
          [methods[action]]: {
            'x-airbyte-entity': entity,
            'x-airbyte-action': action,
            'x-airbyte-preferred-for-check': preferred,
            parameters,
            responses: { 200: { description: 'Good' } },
          },
        },
      ]),
    ),
  }
  const definition = compileDefinition(loadDocument(JSON.stringify(document), 'chosen.yaml'))
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  return {
    definition,
    base_url: new URL('https://chosen.example'),
    settings: {},
    auth_option,
    credentials: { token: 'x' },
  }
}

const required = (name: string) => ({ name, in: 'query', required: true, schema: { type: 'string' } })
const limit = (schema: object) => ({ name: 'limit', in: 'query', schema: { type: 'integer', ...schema } })

test('the preferred operation is tried, else the first list that needs nothing', () => {
  const lists: Declared[] = [
    { entity: 'a', action: 'list', parameters: [required('owner')] },
    { entity: 'b', action: 'list', parameters: [limit({})] },
    { entity: 'c', action: 'list' },
  ]
  assert.deepEqual(chooseCheck(contextOf(lists), null), {
    entity: 'b',
    action: 'list',
    params: { limit: 1 },
  })
  const preferring = (more: Partial<Declared>) =>
    chooseCheck(contextOf([...lists, { entity: 'me', action: 'get', preferred: true, ...more }]), null)
  assert.deepEqual(preferring({}), { entity: 'me', action: 'get', params: {} })
  assert.equal(preferring({ parameters: [required('id')] })?.entity, 'b')
  assert.equal(preferring({ action: 'create' })?.entity, 'b')
})

test('a list that takes no limit of 1 is tried without one', () => {
  const context = contextOf([{ entity: 'a', action: 'list', parameters: [limit({ enum: [10, 50] })] }])
  assert.deepEqual(chooseCheck(context, null), { entity: 'a', action: 'list', params: {} })
})

test('nothing is chosen that needs parameters, writes, or may not be read', () => {
  assert.equal(
    chooseCheck(
      contextOf([
        { entity: 'a', action: 'list', parameters: [required('owner')] },
        { entity: 'a', action: 'get' },
        { entity: 'b', action: 'create', preferred: true },
      ]),
      null,
    ),
    undefined,
  )
  const context = contextOf([
    { entity: 'a', action: 'list', preferred: true },
    { entity: 'b', action: 'list' },
  ])
  assert.equal(chooseCheck(context, [{ entity: 'a' }])?.entity, 'a')
  assert.equal(chooseCheck(context, [{ entity: 'b', modes: ['read'] }])?.entity, 'b')
  assert.equal(chooseCheck(context, [{ entity: 'b', modes: ['write'] }]), undefined)
})
