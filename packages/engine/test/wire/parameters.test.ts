import assert from 'node:assert/strict'
import test from 'node:test'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

const definition = compile(
  documentWith({
    info: 'x-airbyte-scoping: [{ param: account, config_key: account_id }]',
    paths: `
/accounts/{account}/events:
  get:
    x-airbyte-entity: events
    x-airbyte-action: list
    parameters:
      - { name: account, in: path, required: true, schema: { type: string } }
      - { name: created, in: query, style: deepObject, schema: { type: object } }
      - { name: tag, in: query, schema: { type: array, items: { type: string } } }
      - { name: accounts, in: query, allowReserved: true, schema: { type: string } }
      - { name: X-Version, in: header, schema: { type: string, default: "2" } }
      - { name: since, in: query, required: true, schema: { type: string, default: "{{ (now_utc() - duration('P30D')).strftime('%Y-%m-%dT%H:%M:%SZ') }}" } }
      - { name: day, in: query, schema: { type: string, default: "{{ now_utc().strftime('%Y%m%d') }}" } }
      - { name: market, in: query, required: true, x-airbyte-param-config-inject: { source: region, map: { EU: m-1 } } }
`,
  }),
)
const list = (params: Record<string, unknown>) => ({ entity: 'events', action: 'list', params })
const settings = { account_id: 'a/1', region: 'eu' }
const now = Date.UTC(2025, 0, 31, 12, 30, 5)

// Shows Parameters: a syntax of the service's own in the query
test('with allowReserved the syntax of a service stays, and nothing leaves the parameter', async () => {
  const { run } = await wire(definition, json([]), { settings })
  const accounts = 'List(urn%3Ali%3Aa%3A1,(a:b))&since=x#%26'
  const { arrived } = await run(list({ accounts, since: 's' }))
  assert.equal(
    arrived.path,
    '/v2/accounts/a%2F1/events?accounts=List(urn%3Ali%3Aa%3A1,(a:b))%26since%3Dx%23%26&since=s&market=m-1',
  )
})

// Shows Parameters: path, query, header, arrays, `deepObject`
test('parameters go where the document says', async () => {
  const { run } = await wire(definition, json([]), { settings })
  const params = { created: { gte: 1, in: ['x', 'y'] }, tag: ['a b', 'c'], since: 's' }
  const { arrived } = await run(list(params))
  assert.equal(
    arrived.path,
    '/v2/accounts/a%2F1/events?created%5Bgte%5D=1&created%5Bin%5D=x&created%5Bin%5D=y&tag=a+b&tag=c&since=s&market=m-1',
  )
  assert.equal(arrived.headers['x-version'], '2')
})

// Shows Parameters: scoping and injection, and the caller wins
test('settings fill in by scoping and injection, and the caller wins', async () => {
  const { run } = await wire(definition, json([]), { settings })
  assert.equal((await run(list({ since: 's' }))).arrived.path, '/v2/accounts/a%2F1/events?since=s&market=m-1')
  const own = list({ account: 'b', market: 'x', since: 's' })
  assert.equal((await run(own)).arrived.path, '/v2/accounts/b/events?since=s&market=x')
  const without = await wire(definition, json([]))
  await rejectsCode('missing_parameter', without.run(list({ since: 's' })), /account/)
})

// Shows Parameters: computed defaults
test('a default is computed from the injected clock, and never from another', async () => {
  const { run } = await wire(definition, json([]), { settings })
  const { arrived } = await run(list({}), { now })
  assert.equal(new URL(arrived.path, 'http://x').searchParams.get('since'), '2025-01-01T12:30:05Z')
  assert.equal(
    new URL(arrived.path, 'http://x').searchParams.has('day'),
    false,
    'an optional one is the service’s own',
  )
  await rejectsCode('not_supported', run(list({})), /since.*time/)
})

// Shows Parameters: 64-bit integers
test('integers beyond 2^53 reach the service with all digits', async () => {
  const { run } = await wire(definition, json([]), { settings })
  const { arrived } = await run(list({ account: JSON.rawJSON('12345678901234567890'), since: 's' }))
  assert.match(arrived.path, /^\/v2\/accounts\/12345678901234567890\//)
})

const typed = compile(
  documentWith({
    paths: `
/things/{number}:
  get:
    x-airbyte-entity: things
    x-airbyte-action: list
    x-airbyte-meta-extractor: { next: $.next }
    x-bulkhead-pagination: { cursor: after, limit: size, next: next }
    parameters:
      - { name: number, in: path, schema: { type: integer } }
      - { name: after, in: query, schema: { type: integer } }
      - { name: size, in: query, schema: { type: integer } }
      - { name: ratio, in: query, schema: { type: number } }
      - { name: archived, in: query, schema: { type: boolean } }
      - { name: label, in: query, schema: { type: string } }
      - { name: ids, in: query, schema: { type: array, items: { type: integer } } }
      - { name: either, in: query, schema: { type: [integer, string, "null"] } }
      - { name: any, in: query, schema: {} }
  post:
    x-airbyte-entity: things
    x-airbyte-action: create
    parameters: [{ name: number, in: path, schema: { type: integer } }]
    requestBody:
      content:
        application/json:
          schema:
            properties:
              count: { type: integer }
              done: { type: boolean }
              title: { type: string }
              owner: { type: object }
`,
  }),
)

// Shows Parameters: types
test('a value of another type is refused by name, and nothing is sent', async () => {
  const { run, upstream } = await wire(typed, json({}))
  const call = (params: Record<string, unknown>, action = 'list') =>
    run({ entity: 'things', action, params: { number: 1, ...params } })
  const good = {
    after: 'opaque',
    size: '7',
    ratio: 0.5,
    archived: 'True',
    label: 5,
    ids: [1, '2'],
    either: 'x',
  }
  await call({ ...good, number: '12', any: { a: 1 } })
  await call(
    { count: JSON.rawJSON('12345678901234567890'), done: false, title: 'x', owner: { a: 1 } },
    'create',
  )
  const before = upstream.requests.length
  for (const [params, message] of [
    [{ number: 'abc' }, /parameter number must be an integer\./],
    [{ size: 'many' }, /parameter size must be an integer\./],
    [{ size: 1.5 }, /parameter size must be an integer\./],
    [{ ratio: 'half' }, /parameter ratio must be a number\./],
    [{ archived: 'yes' }, /parameter archived must be true or false\./],
    [{ archived: JSON.rawJSON('12345678901234567890') }, /archived must be true or false\./],
    [{ archived: { toString: 1 } }, /archived must be true or false\./],
    [{ label: { a: 1 } }, /parameter label must be a string\./],
    [{ ids: 'x' }, /parameter ids must be an array\./],
    [{ ids: [1, 'x'] }, /parameter ids may hold only elements that are an integer\./],
    [{ either: [1] }, /parameter either must be an integer or a string\./],
  ] as const) {
    await rejectsCode('invalid_parameter', call(params), message)
  }
  for (const [params, message] of [
    [{ count: '5' }, /count must be an integer/],
    [{ done: 'true' }, /done must be true or false/],
    [{ title: ['x'] }, /title must be a string/],
    [{ owner: '{}' }, /owner must be an object/],
  ] as const) {
    await rejectsCode('invalid_parameter', call(params, 'create'), message)
  }
  assert.equal(upstream.requests.length, before)
})

test('the error of an unknown parameter names all that the operation takes', async () => {
  const { run } = await wire(typed, json({}))
  const call = run({ entity: 'things', action: 'list', params: { number: 1, zzzzzzzz: 1 } })
  const { message } = await rejectsCode('unknown_parameter', call)
  const [, names = ''] = /it takes (.*)\./.exec(message) ?? []
  const all = [
    'number',
    'after',
    'size',
    'ratio',
    'archived',
    'label',
    'ids',
    'either',
    'any',
    'cursor',
    'limit',
  ]
  assert.deepEqual(names.split(', ').sort(), all.sort())
  await rejectsCode(
    'unknown_parameter',
    run({ entity: 'things', action: 'list', params: { number: 1, curser: 'x' } }),
    /did you mean cursor\?/,
  )
})

const faults: [string, RegExp][] = [
  ['{{ nows() }}', /calls nows\(\); there are now_utc, duration, max, min/],
  ['{{ record.x }}', /names record; use config/],
  ['{{ now_utc() | shout }}', /unknown filter shout/],
  ['{{ now_utc( }}', /ends too early/],
  ['{% if x %}', /only \{\{/],
]
for (const [text, message] of faults) {
  test(`the default ${text} is refused when the document is loaded`, () => {
    const paths = `
/a:
  get:
    x-airbyte-entity: a
    x-airbyte-action: list
    parameters: [{ name: p, in: query, schema: { default: "${text} {{ 1 }}" } }]
`
    throwsCode('document_invalid', () => compile(documentWith({ paths })), message)
  })
}
