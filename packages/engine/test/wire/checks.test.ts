import assert from 'node:assert/strict'
import test from 'node:test'
import { checkOperation } from '#check/check-operation'
import { readAccount } from '#check/read-account'
import type { JsonValue } from '#model/json'
import { compile, documentWith } from '../acme.ts'
import { rejectsCode, throwsCode } from '../assert-engine-error.ts'
import { json, wire } from './wire.ts'

/** Returns the request of a document's health check. */
async function checked(paths: string, settings: Record<string, string> = {}, body: unknown = []) {
  const info = 'x-airbyte-scoping: [{ param: account, config_key: account_id }]'
  const definition = compile(documentWith({ paths, info }))
  const call = checkOperation(definition, settings)
  assert.ok(call)
  const { run } = await wire(definition, json(body), { settings })
  const { arrived } = await run(call)
  return `${arrived.method} ${arrived.path}`
}
const list = (name: string, more = '') => `
/${name}:
  get:
    x-airbyte-entity: ${name.replaceAll(/[/{}]/g, '_')}
    x-airbyte-action: list
    ${more}`

// Shows Health checks: the preferred operation, else the first list that requires nothing of a caller
test('a check runs the preferred operation for one record, with parameters from settings', async () => {
  const scoped =
    'parameters: [{ name: account, in: path }, { name: per_page, in: query, schema: { type: integer } }]'
  const preferred = list('accounts/{account}/boxes', `x-airbyte-preferred-for-check: true\n    ${scoped}`)
  assert.equal(await checked(list('a') + preferred, { account_id: 'x1' }), 'GET /v2/accounts/x1/boxes')
  assert.equal(
    await checked(list('a') + preferred),
    'GET /v2/a',
    'what it needs is not set, so something else is tried',
  )
  const paged = `${scoped.replace('{ name: account, in: path }, ', '')}\n    x-bulkhead-pagination: { style: page, cursor: per_page, limit: per_page }`
  assert.equal(await checked(list('a', paged)), 'GET /v2/a?per_page=1')
  const untested = list('untested', 'x-airbyte-untested: true')
  assert.equal(await checked(untested + list('b')), 'GET /v2/b')
  const needy = list('needy', 'parameters: [{ name: q, in: query, required: true }]')
  assert.equal(await checked(needy + list('b')), 'GET /v2/b')
})

// Shows Health checks: an error inside a 200 response counts
test('a check fails by GraphQL errors', async () => {
  const graphql = `
/graphql:me:
  post:
    x-airbyte-entity: me
    x-airbyte-action: list
    x-airbyte-path-override: { path: /graphql }
    x-airbyte-record-extractor: $.data.me
    requestBody: { x-airbyte-body-type: { type: graphql, query: "query { me { id } }" } }`
  const wrong = checked(graphql, {}, { data: { me: null }, errors: [{ message: 'bad key' }] })
  await rejectsCode('upstream_status', wrong, /bad key/)
  assert.equal(await checked(graphql, {}, { data: { me: [] } }), 'POST /v2/graphql')
})

const whoami = '{ entity: me, action: get, id: "{{ record.id }}"'
const me = `
/me:
  get:
    x-airbyte-entity: me
    x-airbyte-action: get
    parameters: [{ name: fields, in: query, schema: { type: string } }]
  delete:
    x-airbyte-entity: me
    x-airbyte-action: delete`
const identified = (identity: string) =>
  compile(documentWith({ paths: me, info: `x-bulkhead-identity: ${identity}` }))

// Shows Accounts: the id, and the first name in the result
test('an account is read from the result of the operation that the document names', () => {
  const rule = identified(
    `${whoami}, name: ["{{ record.login }}", "{{ record.email or config.tenant }}"] }`,
  ).identity
  assert.ok(rule)
  assert.deepEqual([rule.entity, rule.action, rule.params], ['me', 'get', {}])
  const read = (result: JsonValue) => readAccount(rule, result, { tenant: 'acme' })
  assert.deepEqual(read({ id: 7, login: 'jane' }), { id: '7', name: 'jane' })
  assert.deepEqual(read([{ id: 'a', email: '' }, { id: 'b' }]), { id: 'a', name: 'acme' })
  assert.deepEqual(read({ id: 'a' }), { id: 'a', name: 'a' })
  for (const nothing of [{}, [], null, { id: null }, { id: '' }, 'text'])
    assert.equal(read(nothing), undefined)
})

// Shows Accounts: only a read that exists may be named
test('a document whose account operation is no read is refused', () => {
  for (const [identity, fault] of [
    ['{ entity: you, action: get, id: "{{ record.id }}" }', /you get is no operation of this document/],
    ['{ entity: me, action: delete, id: "{{ record.id }}" }', /me delete is not a read of records/],
    [`${whoami}, params: { filds: id } }`, /me get has no parameter filds/],
    [`${whoami}, params: id }`, /params must be a mapping/],
    ['{ entity: me, action: get, id: "{{ records.id }}" }', /id names records; use record, config/],
    [`${whoami}, name: "{{ secret }}" }`, /name names secret; use record, config/],
    ['{ entity: me, action: get }', /needs id, for example id/],
    [`${whoami}, nam: x }`, /unknown key nam; did you mean name/],
  ] as const) {
    throwsCode('document_invalid', () => identified(identity), fault)
  }
})
