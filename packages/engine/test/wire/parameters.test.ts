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
