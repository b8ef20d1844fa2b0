import assert from 'node:assert/strict'
import test from 'node:test'
import { planRequest } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { importDefinition } from '#import-definition'

const LIST = { responses: { 200: { description: 'All' } } }

function load(more: object) {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Parcels', version: '1' },
    servers: [{ url: 'https://parcels.example' }],
    paths: { '/parcels': { get: LIST } },
    ...more,
  }
  const { definition, left_out } = importDefinition(JSON.stringify(document), 'parcels')
  const operations = [...definition.entities].flatMap(([entity, actions]) =>
    [...actions].map(([action, operation]) => {
      describeOperation(operation, definition)
      return `${entity} ${action}`
    }),
  )
  return { definition, operations, left_out: left_out.map(({ what, reason }) => `${what}: ${reason}`) }
}

test('references out of the document are not fetched; what needs them is left out, and says so', () => {
  const elsewhere = { $ref: 'http://169.254.169.254/latest/meta-data' }
  const file = { $ref: 'file:///etc/passwd' }
  const { operations, left_out } = load({
    components: { securitySchemes: { key: { $ref: 'keys.yaml#/key' } } },
    paths: {
      '/parcels': { get: LIST },
      '/items': elsewhere,
      '/params': { get: { ...LIST, parameters: [file] } },
      '/shared': { parameters: [{ $ref: '#/components/parameters/None' }], get: LIST },
      '/bodies': { post: { ...LIST, requestBody: file } },
      '/answers': { get: { responses: { 200: elsewhere } } },
    },
  })
  assert.deepEqual(operations, ['parcels list', 'answers list'])
  const fault = (reference: string) =>
    `it refers to ${reference}, which the document does not contain; nothing is fetched`
  assert.deepEqual(left_out, [
    `security scheme key: ${fault('keys.yaml#/key')}`,
    `/items: ${fault(elsewhere.$ref)}`,
    `GET /params: ${fault(file.$ref)}`,
    `GET /shared: ${fault('#/components/parameters/None')}`,
    `POST /bodies: ${fault(file.$ref)}`,
  ])
  assert.throws(() => load({ paths: { '/items': file } }), /it refers to file:\/\/\/etc\/passwd/)
})

test('schemas that contain themselves, and references in a circle, are described', () => {
  const schema = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  const create = (name: string) => ({
    post: { ...LIST, requestBody: { content: { 'application/json': { schema: schema(name) } } } },
  })
  const { operations, left_out } = load({
    components: {
      schemas: {
        Box: {
          type: 'object',
          properties: { boxes: { type: 'array', items: schema('Box') }, lid: schema('Lid') },
        },
        Lid: { allOf: [schema('Box'), schema('Lid')] },
        Loop: schema('Pool'),
        Pool: schema('Loop'),
      },
    },
    paths: { '/boxes': create('Box'), '/lids': create('Lid'), '/loops': create('Loop') },
  })
  assert.deepEqual(operations, ['boxes create', 'lids create', 'loops create'])
  assert.deepEqual(left_out, [])
})

test('operations of one name are all offered, and names of any script are readable', () => {
  const named = (tag: string) => ({ get: { ...LIST, operationId: 'list', tags: [tag] } })
  const { definition, operations } = load({
    info: { title: 'Überprüfung 東京', version: '1' },
    paths: {
      '/one': named('same'),
      '/two': named('same'),
      '/three': named('東京'),
      '/four': named('\u202eevil'),
      '/__proto__': { get: LIST },
    },
  })
  assert.equal(operations.length, 5)
  assert.equal(new Set(operations).size, 5)
  for (const name of [definition.slug, ...operations]) assert.match(name, /^[a-z0-9_ -]+$/)
})

test('a document with too many security schemes is refused before any operation is compiled', () => {
  const COUNT = 5_000
  const numbers = Array.from({ length: COUNT }, (_, index) => index)
  const scheme = (index: number) => ({ type: 'apiKey', in: 'header', name: `X-${index}` })
  const document = {
    openapi: '3.1.0',
    info: { title: 'Parcels', version: '1' },
    servers: [{ url: 'https://parcels.example' }],
    // Each pair of schemes is required together.
    security: numbers.map((index) => ({ [`s${index}`]: [], [`s${(index + 1) % COUNT}`]: [] })),
    components: {
      securitySchemes: Object.fromEntries(numbers.map((index) => [`s${index}`, scheme(index)])),
    },
    paths: {
      '/parcels': {
        get: { ...LIST, parameters: numbers.map((index) => ({ name: `H-${index}`, in: 'header' })) },
      },
    },
  }
  const started = process.cpuUsage()
  assert.throws(
    () => importDefinition(JSON.stringify(document), 'parcels', { most_schemes: 200 }),
    /has 5000 security schemes, more than 200/,
  )
  const { user, system } = process.cpuUsage(started)
  assert.ok(user + system < 3_000_000, `${user + system} µs`)
})

test('a security scheme whose header decides on the site or the framing, or is none, is left out', () => {
  for (const name of ['Host', 'Transfer-Encoding', 'X-Key\r\nX-Other']) {
    const key = { type: 'apiKey', in: 'header', name }
    const { definition, left_out } = load({ components: { securitySchemes: { key } } })
    assert.deepEqual(left_out, [
      `security scheme key: components.securitySchemes.key: a document may not set the header ${name}`,
    ])
    assert.equal(definition.auth_options[0]?.anonymous, true)
    const first = { type: 'apiKey', in: 'header', name: 'X-Key' }
    const both = { components: { securitySchemes: { first, key } }, security: [{ first: [], key: [] }] }
    assert.throws(() => load(both), /first\+key: a document may not set the header/)
  }
  for (const name of ['Cookie', 'Authorization', 'X-Key']) {
    const key = { type: 'apiKey', in: 'header', name }
    assert.deepEqual(load({ components: { securitySchemes: { key } } }).left_out, [])
  }
})

test('a key in the query replaces a parameter of its name, which nobody has to give', () => {
  const parameters = [{ name: 'key', in: 'query', required: true, schema: { type: 'string' } }]
  const { definition } = load({
    components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'key' } } },
    paths: { '/parcels': { get: { ...LIST, parameters } } },
  })
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  const context = {
    definition,
    base_url: new URL('https://parcels.example'),
    settings: {},
    auth_option,
    credentials: { api_key: 'own' },
  }
  for (const params of [{}, { key: 'other' }]) {
    const { url } = planRequest(context, { entity: 'parcels', action: 'list', params })
    assert.equal(url, 'https://parcels.example/parcels?key=own')
  }
  const operation = definition.entities.get('parcels')?.get('list')
  assert.ok(operation)
  assert.deepEqual(describeOperation(operation, definition).params.required, [])
})
