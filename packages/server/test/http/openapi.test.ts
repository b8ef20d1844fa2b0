import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { BODIES, RESULTS } from '@bulkhead/contract/openapi/example-inputs'
import { bodyIsOptional, getSuccess } from '@bulkhead/contract/operation'
import { operations } from '@bulkhead/contract/operations'
import { Nothing } from '@bulkhead/contract/values/shapes'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { getValidator } from '#operations/validation'

type Json = Record<string, unknown>

interface Content {
  readonly content?: { readonly 'application/json': { readonly schema: Json; readonly example?: unknown } }
}

const document = JSON.parse(readFileSync(new URL('../../../../openapi.json', import.meta.url), 'utf8'))
const { schemas, responses } = document.components as {
  readonly schemas: Readonly<Record<string, Json>>
  readonly responses: Readonly<Record<string, Content>>
}

/** Resources that a client has a type for. */
const NOUNS = [
  ...[
    'AgentClient',
    'AgentGrant',
    'Application',
    'ApplicationToken',
    'AuditRecord',
    'Branding',
    'CheckResult',
  ],
  ...[
    'ConnectSession',
    'Connector',
    'Definition',
    'Domain',
    'Error',
    'ErrorCode',
    'ExecutionResult',
    'Grant',
  ],
  ...[
    'Invitation',
    'NewConnector',
    'Organization',
    'OrganizationUsage',
    'OwnDefinition',
    'Passkey',
    'Person',
  ],
  ...['Provider', 'ScopedToken', 'Session', 'Skill', 'ToolCall', 'WebhookDelivery', 'WebhookEndpoint'],
  ...['WebhookEvent', 'Workspace', 'WorkspaceKey', 'WorkspaceMember'],
]

/** Returns where objects with fields of their own are described within a schema. */
function getObjects(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const inner = Object.entries(schema).flatMap(([key, value]) => getObjects(value, `${path}/${key}`))
  return 'properties' in schema && 'type' in schema ? [path, ...inner] : inner
}

test('the document is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(document)
  assert.deepEqual([valid, errors], [true, undefined])
})

test('each noun of the API is a schema that a client can name', () => {
  assert.deepEqual(
    NOUNS.filter((name) => !(name in schemas)),
    [],
  )
})

test('an object without a name is a whole body, which clients call after its operation', () => {
  const inside = Object.entries(schemas).flatMap(([name, schema]) =>
    getObjects(schema, name).filter((path) => path !== name),
  )
  assert.deepEqual(inside, [])
  for (const [path, methods] of Object.entries<Json>(document.paths))
    for (const [method, operation] of Object.entries<Json>(methods as Record<string, Json>)) {
      const { requestBody, responses: declared } = operation as unknown as {
        requestBody?: Content
        responses: Record<string, Content>
      }
      const bodies = [requestBody, ...Object.values(declared)].map(
        (one) => one?.content?.['application/json'],
      )
      for (const body of bodies)
        assert.deepEqual(
          getObjects(body?.schema, '').filter((place) => place !== ''),
          [],
          `${method} ${path}`,
        )
    }
})

test('what operations share is described once', () => {
  const used = new Map<string, string[]>()
  for (const { operationId, path, method } of operations) {
    const { requestBody, responses: declared } = document.paths[path][method.toLowerCase()]
    for (const body of [requestBody, ...Object.values<Content>(declared)]) {
      const schema = body?.content?.['application/json'].schema
      const fields = Object.keys((schema?.properties ?? {}) as Json)
      if (fields.length < 4) continue
      const text = JSON.stringify(schema)
      used.set(text, [...(used.get(text) ?? []), operationId])
    }
  }
  assert.deepEqual(
    [...used.values()].filter((ids) => ids.length > 1),
    [],
  )
})

test('every body and every response has an example that fits it', () => {
  // The server checks formats by the contract's schemas, further below.
  const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(document, 'document')
  const assertFits = ({ content }: Content, where: string) => {
    const { schema, example } = content?.['application/json'] ?? {}
    if (schema === undefined) return
    const validate = ajv.compile(
      JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')),
    )
    assert.ok(validate(example), `${where}: ${JSON.stringify(validate.errors)}`)
  }
  for (const [name, response] of Object.entries(responses)) assertFits(response, name)
  assertFits(document.webhooks.event.post.requestBody, 'an event')
  for (const operation of operations) {
    const { operationId, path, method, body } = operation
    const { requestBody, responses: declared } = document.paths[path][method.toLowerCase()]
    const { status, schema } = getSuccess(operation)
    if (body !== undefined) {
      const { example } = requestBody.content['application/json']
      assertFits(requestBody, operationId)
      const validate = getValidator(body)
      assert.ok(validate(example), `${operationId}: ${JSON.stringify(validate.errors)}`)
      if (bodyIsOptional(operation))
        assert.ok(operationId in BODIES, `${operationId} has no example of a body`)
    }
    if (schema === Nothing) continue
    assertFits(declared[status], operationId)
    const validate = getValidator(schema)
    const { example } = declared[status].content['application/json']
    assert.ok(validate(example), `${operationId}: ${JSON.stringify(validate.errors)}`)
  }
})

test('a parameter in a path has an example', () => {
  for (const [path, methods] of Object.entries<Json>(document.paths))
    for (const { parameters } of Object.values(methods) as { parameters: Json[] }[])
      for (const { in: place, name, example } of parameters)
        if (place === 'path') assert.ok(typeof example === 'string' && example !== '', `${path} ${name}`)
})

test('examples are kept for operations that exist', () => {
  const ids = new Set<string>(operations.map(({ operationId }) => operationId))
  for (const id of [...Object.keys(BODIES), ...Object.keys(RESULTS)]) assert.ok(ids.has(id), id)
})

test('examples hold nothing that looks like a secret', () => {
  const text = JSON.stringify(document)
  assert.doesNotMatch(text, /eyJ[\w-]{10}|gh[pousr]_\w{10}|(bhk|bhc|whsec|sk_live|xox[bap])[_-][\w+/]{16}/)
})
