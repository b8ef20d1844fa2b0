import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption } from '#auth/choose-auth-option'
import { compileDefinition } from '#compile/compile-definition'
import { describeDefinition } from '#describe/describe-definition'
import { describeOperation } from '#describe/describe-operation'
import { loadDocument } from '#document/load-document'
import { planDownload } from '#download/plan-download'
import type { AuthKind, BodyKind, ParameterPlace } from '#model/definition'
import { planRequest } from '#plan/plan-request'

interface Auth {
  readonly scheme: object
  readonly credentials: Readonly<Record<string, string>>
  /** Expected part of the request: `header: value`, or part of the URL. */
  readonly written: string
}

const oauth2 = {
  type: 'oauth2',
  flows: { authorizationCode: { tokenUrl: 'https://id.acme.example/t', scopes: {} } },
}
const AUTHS: Record<AuthKind | 'api_key in query' | 'bearer with a header', Auth> = {
  bearer: {
    scheme: { type: 'http', scheme: 'bearer' },
    credentials: { token: 'K' },
    written: 'authorization: Bearer K',
  },
  basic: {
    scheme: { type: 'http', scheme: 'basic' },
    credentials: { username: 'u', password: 'p' },
    written: 'authorization: Basic dTpw',
  },
  api_key: {
    scheme: { type: 'apiKey', in: 'header', name: 'X-Key' },
    credentials: { api_key: 'K' },
    written: 'x-key: K',
  },
  'api_key in query': {
    scheme: { type: 'apiKey', in: 'query', name: 'key' },
    credentials: { api_key: 'K' },
    written: 'key=K',
  },
  oauth2: { scheme: oauth2, credentials: { access_token: 'A' }, written: 'authorization: Bearer A' },
  'bearer with a header': {
    scheme: {
      type: 'http',
      scheme: 'bearer',
      'x-airbyte-auth-config': {
        properties: { key: {}, partner: {} },
        auth_mapping: { token: `p-\${key}` },
        additional_headers: { 'X-Partner': '{{ partner }}' },
      },
    },
    credentials: { key: 'K', partner: 'P' },
    written: 'x-partner: P',
  },
}

interface Body {
  /** Members of the operation. */
  readonly members: object
  /** Pattern for the planned body. */
  readonly planned: RegExp
}

const properties = {
  text: { type: 'string' },
  file_content: { type: 'string', format: 'base64' },
  n: { type: 'integer', default: 3 },
}
const content = (type: string, required = ['text']) => ({
  content: { [type]: { schema: { type: 'object', required, properties } } },
})
const graphql = {
  type: 'graphql',
  query: 'mutation($text: String) { a { {{ fields }} } }',
  variables: { text: '{{ text }}', n: 3 },
  default_fields: 'id',
}
const BODIES: Record<BodyKind, Body> = {
  none: { members: {}, planned: /^$/ },
  json: { members: { requestBody: content('application/json') }, planned: /^\{"text":"example","n":3\}$/ },
  form: {
    members: { requestBody: content('application/x-www-form-urlencoded') },
    planned: /^text=example&n=3$/,
  },
  multipart_form: {
    members: { requestBody: content('multipart/form-data', ['text', 'file_content']) },
    planned: /name="text"\r\n\r\nexample\r\n[\s\S]*filename="file_content"[\s\S]*\r\n\r\nexample\r\n/,
  },
  multipart_related: {
    members: { 'x-airbyte-upload-file-param': 'file_content', requestBody: content('multipart/related') },
    planned: /\{"text":"example","n":3\}\r\n[\s\S]*\r\n\r\nexample\r\n--/,
  },
  graphql: {
    members: { requestBody: { 'x-airbyte-body-type': graphql } },
    planned: /^\{"query":"mutation\(\$text: String\) \{ a \{ id \} \}","variables":\{.*"n":3\}\}$/,
  },
}

const PLACES: Record<ParameterPlace | 'deepObject' | 'array' | 'none', readonly object[]> = {
  none: [],
  path: [],
  query: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }],
  array: [{ name: 'q', in: 'query', required: true, schema: { type: 'array', items: { enum: ['a', 'b'] } } }],
  deepObject: [
    {
      name: 'q',
      in: 'query',
      required: true,
      style: 'deepObject',
      schema: { properties: { gte: { type: 'integer' } } },
    },
  ],
  header: [{ name: 'X-Q', in: 'header', required: true, schema: { type: 'string', format: 'date' } }],
  body: [],
  part: [
    { name: 'q', in: 'query', schema: { type: 'string' }, 'x-bulkhead-compose': ['m = {{ m }}'] },
    { name: 'm', in: 'query', schema: { type: 'integer', default: 7 } },
  ],
  variable: [{ name: 'text', in: 'query', schema: { type: 'string', enum: ['example'] } }],
}
const ACTIONS = ['create', 'list', 'get', 'update', 'delete', 'api_search', 'download'] as const

/** Returns a document whose operations share an auth option, a body kind and one more parameter. */
function toDocument(auth: Auth, body: BodyKind, place: keyof typeof PLACES): object {
  const isRead = body === 'none'
  const paths = (isRead ? ACTIONS : (['create', 'update', 'delete'] as const)).map((action) => {
    const path = `/things/{id}:${action}`
    const operation = {
      'x-airbyte-entity': 'things',
      'x-airbyte-action': action,
      'x-airbyte-path-override': { path: '/things/{id}' },
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }, ...PLACES[place]],
      ...BODIES[body].members,
    }
    return [path, { post: operation }]
  })
  return {
    openapi: '3.1.0',
    info: {
      title: 'Things',
      version: '1.0.0',
      'x-airbyte-connector-definition-id': '5f0c2c1e-0000-4000-8000-000000000002',
      'x-airbyte-external-documentation-urls': [],
    },
    servers: [{ url: 'https://api.acme.example/v1' }],
    components: { securitySchemes: { auth: auth.scheme } },
    paths: Object.fromEntries(paths),
  }
}

const written = ({ url, headers }: { url: string; headers: Readonly<Record<string, string>> }) =>
  [url, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\n')

for (const [kind, auth] of Object.entries(AUTHS)) {
  for (const body of Object.keys(BODIES) as BodyKind[]) {
    // Shows Bodies: each kind with each way to authenticate and each place of a parameter
    test(`${kind} × ${body}: every parameter place loads, is described and plans`, () => {
      for (const place of Object.keys(PLACES) as (keyof typeof PLACES)[]) {
        const text = JSON.stringify(toDocument(auth, body, place))
        const definition = compileDefinition(loadDocument(text, `${kind}-${body}-${place}`))
        const { option, credentials } = chooseAuthOption(definition, auth.credentials)
        const base_url = new URL('https://api.acme.example/v1')
        const context = { definition, base_url, settings: {}, auth_option: option, credentials }
        const actions = definition.entities.get('things') ?? new Map()
        assert.equal(actions.size, body === 'none' ? 7 : 3)
        assert.equal(describeDefinition(definition).entities[0]?.operations.length, actions.size)
        for (const [action, operation] of actions) {
          const call = { entity: 'things', action, params: describeOperation(operation, definition).example }
          const planned =
            action === 'download' ? planDownload(context, call).request : planRequest(context, call)
          assert.match(planned.url, /^https:\/\/api\.acme\.example\/v1\/things\/1(\?|$)/)
          assert.ok(written(planned).includes(auth.written), written(planned))
          const sent =
            planned.bytes === undefined ? (planned.body ?? '') : Buffer.from(planned.bytes).toString()
          assert.match(sent, BODIES[body].planned)
          if (place === 'header') assert.equal(planned.headers['x-q'], '2025-01-31')
          if (place === 'deepObject' && body !== 'graphql') assert.match(planned.url, /q%5Bgte%5D=1/)
          if (place === 'part' && body !== 'graphql') assert.match(planned.url, /q=m\+%3D\+7/)
          if (place === 'array' && body !== 'graphql') assert.match(planned.url, /q=a/)
        }
      }
    })
  }
}
