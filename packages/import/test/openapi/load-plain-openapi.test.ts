import assert from 'node:assert/strict'
import test from 'node:test'
import { chooseAuthOption, planDownload } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { loadDocument } from '@bulkhead/engine/document'
import { isPlainOpenApi, loadPlainOpenApi } from '#openapi/load-plain-openapi'
import { composeAuth } from '../../../engine/src/auth/compose-auth.ts'
import { describeDefinition } from '../../../engine/src/describe/describe-definition.ts'
import { resolveBaseUrl } from '../../../engine/src/settings/resolve-base-url.ts'
import { documentWith } from '../../../engine/test/acme.ts'
import { throwsCode } from '../../../engine/test/assert-engine-error.ts'
import { json, wire } from '../../../engine/test/wire/wire.ts'

const load = (text: string) => loadPlainOpenApi(loadDocument(text, 'acme.yaml'))

const SHOP = `
openapi: 3.0.3
info: { title: Acme Shop, version: "2", x-logo: { url: x } }
servers: [{ url: "https://{region}.acme.example/v2/", variables: { region: { enum: [eu, us], default: eu } } }]
x-anything: 1
security: [{ bearer: [] }]
components:
  securitySchemes:
    bearer: { type: http, scheme: Bearer }
    basic: { type: http, scheme: basic }
    key: { type: apiKey, in: query, name: api_key }
    cookie: { type: apiKey, in: cookie, name: c }
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: /token, scopes: { read: ~ } } } }
  parameters:
    Limit: { name: limit, in: query, schema: { type: integer, maximum: 50 } }
  requestBodies:
    Order: { required: true, content: { application/vnd.acme+json: { schema: { $ref: "#/components/schemas/NewOrder" } } } }
  responses:
    Orders: { description: x, content: { application/json: { schema: { $ref: "#/components/schemas/OrderPage" } } } }
  schemas:
    Base: { type: object, required: [name], properties: { id: { type: string, readOnly: true }, name: { type: string, nullable: true } } }
    NewOrder: { allOf: [{ $ref: "#/components/schemas/Base" }, { required: [total], properties: { total: { type: number }, parent: { $ref: "#/components/schemas/NewOrder" } } }] }
    OrderPage: { properties: { data: { type: array, items: { $ref: "#/components/schemas/NewOrder" } }, next_cursor: { type: string } } }
paths:
  /orders:
    parameters: [{ $ref: "#/components/parameters/Limit" }, { name: trace, in: cookie, schema: {} }]
    get:
      tags: [Orders]
      operationId: listOrders
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
        - { name: ids, in: query, explode: false, schema: { type: array, items: { type: integer } } }
        - { name: Authorization, in: header, schema: { type: string } }
      responses: { "200": { $ref: "#/components/responses/Orders" } }
    post:
      tags: [Orders]
      requestBody: { $ref: "#/components/requestBodies/Order" }
      responses: { "201": { description: x } }
  /orders/{order-id}:
    get: { tags: [Orders], summary: One, responses: { "200": { content: { application/json: { schema: { type: object } } } } } }
    put: { tags: [Orders], parameters: [{ name: order-id, in: path, required: true, schema: { type: string } }], responses: {} }
    patch: { tags: [Orders], operationId: patchOrder, responses: {} }
    delete: { tags: [Orders], responses: {} }
  /orders/{order-id}/invoice:
    get: { responses: { "200": { content: { application/pdf: {} } } } }
  /batches:
    post: { requestBody: { required: true, content: { application/json: { schema: { type: array, items: { type: string } } } } }, responses: {} }
  /uploads:
    post: { requestBody: { required: true, content: { image/png: {} } }, responses: {} }
  /elsewhere:
    get: { servers: [{ url: https://other.example }], responses: {} }
`
const shop = load(SHOP)
const names = [...shop.definition.entities].map(
  ([entity, actions]) => `${entity}: ${[...actions.keys()].join(' ')}`,
)

test('plain OpenAPI: entities from tags and paths, actions from methods and responses', () => {
  assert.deepEqual(names, [
    'orders: list create get update delete',
    'orders_patch: update',
    'invoice: download',
    'batches: create',
  ])
  const list = shop.definition.entities.get('orders')?.get('list')
  assert.equal(list?.record_extractor?.text, '$.data')
  assert.equal(list?.pagination?.style, 'cursor')
})

// Shows OpenAPI without extensions: unsupported parts are left out, with the reason
test('plain OpenAPI: unsupported parts are left out, with the reason and the place', () => {
  const left = shop.left_out.map(({ what, reason }) => `${what}: ${reason}`)
  assert.deepEqual(left, [
    'security scheme cookie: components.securitySchemes.cookie.in must be header or query, not cookie',
    'POST /uploads: its body is image/png',
    'GET /elsewhere: it is at another server',
  ])
  assert.equal(shop.left_out[1]?.line, SHOP.split('\n').findIndex((line) => line.includes('image/png')) + 1)
})

test('plain OpenAPI: security schemes are ways to authenticate', () => {
  const options = shop.definition.auth_options.map(({ name, kind, placement }) => [name, kind, placement.in])
  assert.deepEqual(options, [
    ['bearer', 'bearer', 'header'],
    ['basic', 'basic', 'header'],
    ['key', 'api_key', 'query'],
    ['oauth', 'oauth2', 'header'],
  ])
  const { oauth } = shop.definition.auth_options[3] ?? {}
  assert.equal(oauth?.token_url, 'https://{{ region }}.acme.example/token')
})

// Shows OpenAPI without extensions: requests
test('plain OpenAPI: a request arrives as the document says', async () => {
  const { run, upstream } = await wire(shop.definition, json({ data: [{ id: 1 }], next_cursor: 'n' }))
  const { result, connector_metadata } = await run({
    entity: 'orders',
    action: 'list',
    params: { ids: [1, 2], limit: 2 },
  })
  assert.equal(upstream.requests[0]?.path, '/v2/orders?limit=2&ids=1%2C2')
  assert.deepEqual(
    [result, connector_metadata],
    [[{ id: 1 }], { next_cursor: 'n', has_next_page: true, end_cursor: 'n' }],
  )
  const { arrived, body } = await run({ entity: 'orders', action: 'create', params: { name: 'n', total: 1 } })
  assert.equal(arrived.headers['content-type'], 'application/vnd.acme+json')
  assert.equal(body, '{"name":"n","total":1}')
  assert.equal(
    (await run({ entity: 'orders', action: 'get', params: { order_id: 'a/b' } })).arrived.path,
    '/v2/orders/a%2Fb',
  )
  assert.equal(
    (await run({ entity: 'batches', action: 'create', params: { request_body: ['a'] } })).body,
    '["a"]',
  )
})

// Shows OpenAPI without extensions: every operation is described and can be planned
test('plain OpenAPI: every operation is described and can be planned', async () => {
  const { context } = await wire(shop.definition, json({}))
  const described = describeDefinition(shop.definition).entities.flatMap(({ operations }) => operations)
  assert.equal(described.length, 8)
  const create = described.find(({ entity, action }) => entity === 'orders' && action === 'create')
  assert.deepEqual(create?.params.required, ['name', 'total'])
  const download = shop.definition.entities.get('invoice')?.get('download')
  assert.ok(download)
  const params = describeOperation(download, shop.definition).example
  assert.match(
    planDownload(context(), { entity: 'invoice', action: 'download', params }).request.url,
    /\/orders\/example\/invoice$/,
  )
})

test('plain OpenAPI: schemes that are required together are one way to authenticate', async () => {
  const { definition } = load(`
openapi: 3.1.0
info: { title: Two keys, version: "1" }
servers: [{ url: https://acme.example }]
security: [{ app-id: [], app-key: [] }]
components:
  securitySchemes:
    app-id: { type: apiKey, in: header, name: X-App }
    app-key: { type: apiKey, in: header, name: X-Key }
paths: { /a: { get: { responses: {} } } }
`)
  const { run } = await wire(definition, json({}), { credentials: { app_id: 'I', app_key: 'K' } })
  const { arrived } = await run({ entity: 'a', action: 'get' })
  assert.deepEqual([arrived.headers['x-app'], arrived.headers['x-key']], ['I', 'K'])
})

test('plain OpenAPI: operations that require what is not supported are left out, with the reason', () => {
  const document = (security: string, more = '') => `
openapi: 3.1.0
info: { title: Cookies, version: "1" }
servers: [{ url: https://acme.example }]
security: ${security}
components:
  securitySchemes:
    session: { type: apiKey, in: cookie, name: sid }
    certificate: { type: mutualTLS }
${more}
paths:
  /a: { get: { responses: {} } }
  /open: { get: { security: [], responses: {} } }
  /both: { get: { security: [{}, { session: [] }], responses: {} } }
  /closed: { get: { security: [{ certificate: [] }], responses: {} } }
`
  const offered = ({ definition }: ReturnType<typeof load>) => [...definition.entities.keys()].sort()
  const cookies = load(document('[{ session: [] }]'))
  assert.deepEqual(offered(cookies), ['both', 'open'])
  assert.deepEqual(
    cookies.left_out
      .filter(({ what }) => what.startsWith('GET'))
      .map(({ what, reason }) => `${what}: ${reason}`),
    ['/a', '/closed'].map(
      (path) =>
        `GET ${path}: it requires authentication of a kind that is not supported: components.securitySchemes.session.in must be header or query, not cookie`,
    ),
  )
  assert.deepEqual(offered(load(document('[]'))), ['a', 'both', 'open'])
  // With a kind that is supported, everything is offered, as before.
  const key = '    key: { type: apiKey, in: header, name: X-Key }'
  assert.deepEqual(offered(load(document('[{ session: [] }]', key))), ['a', 'both', 'closed', 'open'])
  throwsCode(
    'document_invalid',
    () => load(document('[{ certificate: [] }]').replace(/ {2}\/(open|both).*\n/g, '')),
    /no operation that can be planned.*authentication of a kind that is not supported/,
  )
})

test('plain OpenAPI: an API without schemes needs no credentials', async () => {
  const { definition } = load(
    '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"servers":[{"url":"/api"}],"paths":{"/things":{"get":{}}}}',
  )
  const { run } = await wire(definition, json([]), { credentials: {} })
  assert.equal((await run({ entity: 'things', action: 'list' })).arrived.headers.authorization, undefined)
  throwsCode('missing_setting', () => resolveBaseUrl(definition, {}), /base_url/)
  assert.equal(resolveBaseUrl(definition, { base_url: 'https://a.test' }).href, 'https://a.test/api')
})

test('plain OpenAPI: circles and references that lead nowhere end', () => {
  const { definition, left_out } = load(`
openapi: 3.0.0
info: { title: Circles, version: "1" }
servers: [{ url: https://acme.example }]
components:
  parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } }
  schemas: { Node: { properties: { next: { $ref: "#/components/schemas/Node" }, x: { $ref: "other.yaml#/X" } } } }
paths:
  /nodes:
    get: { parameters: [{ $ref: "#/components/parameters/A" }] }
    post:
      requestBody: { content: { application/json: { schema: { $ref: "#/components/schemas/Node" } } } }
`)
  const create = definition.entities.get('nodes')?.get('create')
  assert.deepEqual([...(create?.parameter_names ?? [])], ['next', 'x'])
  assert.deepEqual(
    left_out.map(({ what, reason }) => [what, reason.split(',')[0]]),
    [['GET /nodes', 'it refers to #/components/parameters/A']],
  )
})

test('plain OpenAPI: ids and slugs are the same each time, or as they are given', () => {
  const again = load(SHOP).definition
  assert.equal(again.definition_id, shop.definition.definition_id)
  assert.match(again.definition_id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  assert.equal(again.slug, 'acme-shop')
  assert.ok(Object.isFrozen(again))
})

test('plain OpenAPI: other documents are refused', () => {
  throwsCode('document_invalid', () => load('swagger: "1.2"'), /is of version 1\.2/)
  throwsCode('document_invalid', () => load('openapi: 3.0.0\npaths: {}'), /no operation/)
  assert.equal(isPlainOpenApi(loadDocument(SHOP, 'x')), true)
  assert.equal(isPlainOpenApi(loadDocument(documentWith({}), 'x')), false)
})

// Shows OpenAPI without extensions: a large document loads
test('plain OpenAPI: a document of 20 MB loads, with its positions', () => {
  const schemas = Array.from({ length: 2000 }, (_, index) => {
    const link = { $ref: `#/components/schemas/S${(index + 1) % 2000}` }
    return [`S${index}`, { type: 'object', description: 'x'.repeat(10_000), properties: { link } }] as const
  })
  const paths = schemas.map(([name]) => {
    const schema = { type: 'array', items: { $ref: `#/components/schemas/${name}` } }
    const responses = { 200: { description: 'All', content: { 'application/json': { schema } } } }
    return [`/${name}`, { get: { tags: [name], responses } }] as const
  })
  const text = JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Large', version: '1' },
      servers: [{ url: 'https://large.example' }],
      components: { schemas: Object.fromEntries(schemas) },
      paths: { ...Object.fromEntries(paths), '/far': { get: { servers: [{ url: 'https://far.example' }] } } },
    },
    undefined,
    1,
  )
  assert.ok(Buffer.byteLength(text) > 20e6)
  const { definition, left_out } = load(text)
  assert.equal(definition.entities.size, 2000)
  assert.deepEqual(
    [...definition.entities.values()].map((actions) => [...actions.keys()].join()),
    Array.from({ length: 2000 }, () => 'list'),
  )
  const [far] = left_out
  assert.match(text.split('\n')[(far?.line ?? 0) - 1] ?? '', /"get": \{/)
})

test('plain OpenAPI: an example of another type, and a server without its scheme, cost no operation', () => {
  const { definition, left_out } = load(`
openapi: 3.0.0
info: { title: Clusters, version: "1" }
servers: [{ url: //clusters.example/ }]
paths:
  /pods:
    get:
      servers: [{ url: "https://clusters.example" }]
      parameters:
        - { name: size, in: query, required: true, schema: { type: integer }, example: "12" }
        - { name: day, in: query, required: true, schema: { type: integer }, example: "the first" }
        - { name: rows, in: query, required: true, schema: { type: array, items: { type: integer } }, example: ["1"] }
      responses: {}
`)
  assert.deepEqual(left_out, [])
  const list = definition.entities.get('pods')?.get('list')
  assert.ok(list)
  assert.deepEqual(describeOperation(list, definition).example, { size: 12, day: 1, rows: [1] })
})

/** A document with two keys, as Trello's, and one operation. */
const withKeys = (security: string, more = '') => `
openapi: 3.0.3
info: { title: Boards, version: 1.0.0 }
servers: [{ url: https://boards.example }]
${security}
components:
  securitySchemes:
    api_key: { type: apiKey, in: query, name: key }
    api_token: { type: apiKey, in: query, name: token }
    api_app: { type: apiKey, in: header, name: X-App }
paths:
  /boards:
    delete:
      tags: [boards]
      parameters:
        - { name: token, in: query, required: true, schema: { type: string } }
      ${more}
      responses: { 200: { description: Gone } }
`

test('plain OpenAPI: two keys of the query that are required at once are one way with two fields', () => {
  const both = 'security: [{ api_key: [], api_token: [] }]'
  for (const document of [withKeys(both), withKeys('', both)]) {
    const { definition, left_out } = loadPlainOpenApi(loadDocument(document, 'boards'))
    assert.deepEqual(left_out, [])
    const [option, ...others] = definition.auth_options
    assert.deepEqual(
      option?.fields.map(({ name, required }) => [name, required]),
      [
        ['api_key', true],
        ['api_token', true],
      ],
    )
    assert.deepEqual(
      others.map(({ name }) => name),
      ['api_app'],
    )
    const chosen = chooseAuthOption(definition, { api_key: 'k', api_token: 't' })
    assert.deepEqual(composeAuth(chosen.option, chosen.credentials), {
      headers: {},
      query: [
        ['key', 'k'],
        ['token', 't'],
      ],
    })
  }
})

test('plain OpenAPI: a key that is also enough alone stays a way of its own', () => {
  const { definition } = loadPlainOpenApi(
    loadDocument(withKeys('security: [{ api_key: [], api_token: [] }, { api_token: [] }]'), 'boards'),
  )
  assert.deepEqual(
    definition.auth_options.map(({ name }) => name),
    ['api_key+api_token', 'api_token', 'api_app'],
  )
})

test('plain OpenAPI: a parameter that is the credential of another way is the reason of the omission', () => {
  const other = `get: { tags: [boards], responses: { 200: { description: All } } }`
  const document = withKeys('security: [{ api_key: [] }, { api_token: [] }]').replace(
    '    delete:',
    `    ${other}\n    delete:`,
  )
  const { left_out } = loadPlainOpenApi(loadDocument(document, 'boards'))
  assert.deepEqual(
    left_out.map(({ what, reason }) => `${what}: ${reason}`),
    [
      'DELETE /boards: its parameter token is the credential of api_token, and a connector authenticates in one way only, such as api_key. If the service wants both at once, say so by an overlay: security: [{api_key: [], api_token: []}]',
    ],
  )
})
