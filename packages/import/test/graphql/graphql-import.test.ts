import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Definition, Reach } from '@bulkhead/engine'
import { planRequest } from '@bulkhead/engine'
import { describeOperation } from '@bulkhead/engine/describe'
import { compareDefinitions } from '@bulkhead/engine/document'
import { buildSchema, introspectionFromSchema } from 'graphql'
import { checkDocument } from '#check-document'
import { importDefinition } from '#import-definition'
import { throwsCode } from '../../../engine/test/assert-engine-error.ts'

const SDL = `
# A parcel service.
"""What callers see."""
schema { query: Root mutation: Changes }
type Root {
  "One parcel by its id."
  parcel(id: ID!): Parcel
  parcels(first: Int, after: String, last: Int, before: String, filter: ParcelFilter): ParcelConnection!
  searchParcels(text: String!, limit: Int = 10, offset: Int): [Parcel!]!
  depots(page: Int): DepotPage
  me: User
  found(fields: [String!]): [Found!]
  version: String!
  _service: String
}
type Changes { send(id: ID!): Parcel }
type ParcelConnection { edges: [ParcelEdge] pageInfo: PageInfo! totalCount: Int }
type ParcelEdge { node: Parcel cursor: String! }
type PageInfo { hasNextPage: Boolean! endCursor: String }
type DepotPage { info: Info results: [Depot!] }
type Info { count: Int pages: Int next: Int }
type Depot { id: ID! name: String parcels: [Parcel!] }
type Parcel { id: ID! weight: Float state: State size: Size sender: User! tags: [String!] items: [Item!]
  near(radius: Int!): [Depot!] old: String @deprecated }
type Item { name: String parts: [Item!] }
type Size { width: Int height: Int }
type User { id: ID! email: String boss: User }
union Found = Parcel | User
enum State { OPEN SENT }
input ParcelFilter { state: State! = OPEN and: [ParcelFilter!] weight: Float! }
`
const ADDRESS = 'https://api.parcels.example/v1/graphql'

const load = (text = SDL) => importDefinition(text, 'schema', { address: ADDRESS })

function plan(definition: Definition, entity: string, action: string, params: object = {}, reach?: Reach) {
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  const context = {
    definition,
    base_url: new URL(ADDRESS),
    settings: {},
    auth_option,
    credentials: {},
    reach,
  }
  const planned = planRequest(context, { entity, action, params: { ...params } })
  assert.equal(planned.url, ADDRESS)
  return JSON.parse(planned.body ?? '') as { query: string; variables?: object }
}

const namesIn = ({ entities }: Definition) =>
  [...entities].flatMap(([entity, actions]) => [...actions.keys()].map((action) => `${entity}.${action}`))

// Shows GraphQL schemas: a field of the query type is an operation that reads
test('each field of the query type is an operation, named after its type, and mutations are left out', () => {
  const { definition, left_out } = load()
  assert.deepEqual(namesIn(definition), [
    ...['parcels.get', 'parcels.list', 'parcels.api_search', 'depots.list'],
    ...['users.get', 'founds.list', 'version.get'],
  ])
  assert.deepEqual(
    left_out.map(({ what, reason, line }) => [what, reason, line]),
    [['1 field of Changes', 'mutations are not offered', 16]],
  )
  assert.deepEqual([definition.base_url, definition.slug], [ADDRESS, 'api-parcels-example'])
  for (const actions of definition.entities.values())
    for (const { effect } of actions.values()) assert.equal(effect, 'read')
})

test('an introspection gives the same as the schema that it is of', () => {
  const introspection = introspectionFromSchema(buildSchema(SDL))
  const [own, ...others] = [SDL, JSON.stringify(introspection), JSON.stringify({ data: introspection })].map(
    (text) => load(text).definition,
  )
  assert.ok(own)
  for (const other of others) {
    assert.deepEqual(namesIn(other).sort(), namesIn(own).sort())
    assert.deepEqual(compareDefinitions(own, other), { operations: [], connectors: [] })
    assert.deepEqual(other.selectable_types, own.selectable_types)
  }
})

test('queries declare their arguments, and select plain values, inner objects and ids of other records', () => {
  const { definition } = load()
  assert.deepEqual(plan(definition, 'parcels', 'get', { id: 'p-1' }), {
    query: 'query($id: ID!) { parcel(id: $id) { id weight state tags size { width height } sender { id } } }',
    variables: { id: 'p-1' },
  })
  const { query, variables } = plan(definition, 'parcels', 'list', { cursor: 'c', filter: { weight: 2 } })
  assert.match(query, /^query\(\$first: Int, \$after: String, \$filter: ParcelFilter\)/)
  assert.match(query, /edges \{ node \{ id .*\} \} totalCount pageInfo \{ hasNextPage endCursor \} \} \}$/)
  assert.deepEqual(variables, { first: 50, after: 'c', filter: { weight: 2 } })
  assert.match(plan(definition, 'founds', 'list').query, /__typename \.\.\. on Parcel \{ id/)
  assert.deepEqual(plan(definition, 'version', 'get'), { query: 'query { version }' })
  assert.equal(
    plan(definition, 'depots', 'list', { cursor: '2' }).query,
    'query($page: Int) { depots(page: $page) { results { id name } info { count pages next } } }',
  )
})

test('parameters have the JSON Schema of their types, and input objects within themselves an end', () => {
  const { definition } = load()
  const list = definition.entities.get('parcels')?.get('list')
  assert.ok(list)
  const { params, pagination } = describeOperation(list, definition)
  assert.deepEqual(pagination, { style: 'cursor', limit: true })
  assert.deepEqual(Object.keys(params.properties).sort(), [
    'after',
    'cursor',
    'fields',
    'filter',
    'first',
    'limit',
  ])
  const filter = JSON.stringify(params.properties.filter)
  assert.match(filter, /"enum":\["OPEN","SENT"\]/)
  assert.match(filter, /"required":\["weight"\]/)
  assert.ok(filter.length < 2_000, filter)
  assert.match(JSON.stringify(params.properties.fields), /Parcel has: id, weight, .*sender \{ … \}/)
})

test('a selection is validated against the schema, and bounded in depth and cost', () => {
  const { definition } = load()
  const select = (fields: unknown) => plan(definition, 'parcels', 'get', { id: '1', fields }).query
  assert.match(select('id sender { email boss { id } }'), /\{ id sender \{ email boss \{ id \} \} \} \}$/)
  assert.match(select(['id', 'size.width', '__typename']), /\{ id size \{ width \} __typename \}/)
  const deep = (name: string, levels: number) => `${`${name}.`.repeat(levels)}id`
  const refusals: [unknown, RegExp][] = [
    ['wieght', /did you mean weight/],
    ['constructor', /Parcel does not have/],
    ['sender', /say what of it/],
    ['id { name }', /nothing inside/],
    ['near { id }', /does not have/],
    [`sender.${deep('boss', 9)}`, /deeper than 6/],
    [`items { parts { parts { parts { ${'name '.repeat(3)} } } } }`, /too much/],
    ['id } } mutation { send(id: 1) { id', /only names|braces/],
  ]
  for (const [fields, message] of refusals) throwsCode('invalid_parameter', () => select(fields), message)
})

test('an API at the root of its host is called there', () => {
  const address = 'https://graphql.parcels.example'
  const { definition } = importDefinition(SDL, 'schema', { address })
  const [auth_option] = definition.auth_options
  assert.ok(auth_option)
  const context = { definition, base_url: new URL(address), settings: {}, auth_option, credentials: {} }
  assert.equal(planRequest(context, { entity: 'version', action: 'get' }).url, `${address}/`)
})

test('a narrowed caller stays within the record', () => {
  const { definition } = load()
  const reach: Reach = { permits: ({ entity }) => entity === 'parcels', gave: () => false }
  const select = (fields: unknown) => plan(definition, 'parcels', 'get', { id: '1', fields }, reach)
  assert.match(select('weight size { width } sender { id }').query, /sender \{ id \}/)
  throwsCode('outside_reach', () => select('sender { email }'), /from the record to others/)
  throwsCode('outside_reach', () => select('sender { boss { id } }'), /from the record to others/)
})

test('an overlay names the address and the way to authenticate', () => {
  const overlay = {
    source: 'overlay',
    text: JSON.stringify({
      overlay: '1.0.0',
      info: { title: 'x', version: '1' },
      actions: [
        {
          target: '$',
          update: {
            servers: [{ url: ADDRESS }],
            components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
          },
        },
        { target: "$.paths['#Root.me'].post", update: { 'x-airbyte-entity': 'me' } },
      ],
    }),
  }
  const without = importDefinition(SDL, 'schema').definition
  assert.deepEqual([without.base_url, without.settings[0]?.name], ['{base_url}/graphql', 'base_url'])
  const { definition } = importDefinition(SDL, 'schema', { overlay })
  assert.deepEqual([definition.base_url, definition.auth_options[0]?.kind], [ADDRESS, 'bearer'])
  assert.ok(definition.entities.get('me')?.has('get'))
})

test('an invalid schema, or one without queries, is reported', () => {
  const reasons: [string, RegExp][] = [
    ['type A { b: C', /schema:1:\d+: is no GraphQL schema/],
    ['type A { b: String }', /no query type/],
    [`type Query { a: ${'['.repeat(200_000)} }`, /is no GraphQL schema/],
    ['{"__schema": {"types": 5}}', /no query type/],
    ['type: object', /OpenAPI|openapi/i],
  ]
  for (const [text, reason] of reasons) {
    const [problem] = checkDocument(text, 'schema').problems
    assert.match(`schema:${problem?.line}:${problem?.column}: ${problem?.message}`, reason, text.slice(0, 40))
  }
})

test('a hostile schema costs what its size is: types by the thousand, circles, names that mean something in JavaScript', () => {
  const many = Array.from({ length: 20_000 }, (_, at) => `type T${at} { a: T${(at * 7) % 20_000} b: String }`)
  const names = '__proto__ constructor toString hasOwnProperty then'.split(' ')
  const fields = names.map((name) => `${name}(${name}: ${name}): ${name}`)
  const types = names.map(
    (name) => `type ${name} { ${names.map((one) => `${one}: ${name}`).join(' ')} id: ID }`,
  )
  const start = performance.now()
  const { definition } = load(`type Query { t: T0 ${fields.join(' ')} }\n${[...many, ...types].join('\n')}`)
  assert.ok(definition.entities.has('t0s'))
  for (const actions of definition.entities.values())
    for (const operation of actions.values()) describeOperation(operation, definition)
  assert.equal(({} as Record<string, unknown>).id, undefined)
  assert.ok(performance.now() - start < 20_000)
  const script = JSON.parse(JSON.stringify(introspectionFromSchema(buildSchema('type Query { ok: Int }'))))
  const query = script.__schema.types.find((type: { name: string }) => type.name === 'Query')
  for (const name of ['<script>', 'a } mutation { x', '', '__x', 'é'])
    query.fields.push({ ...query.fields[0], name })
  assert.deepEqual(namesIn(load(JSON.stringify(script)).definition), ['ok.get'])
})
