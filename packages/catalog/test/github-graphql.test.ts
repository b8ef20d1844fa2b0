import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { catalogConnector, type Params, TOKEN } from '@bulkhead/catalog/workshop/catalog-connector'
import type { JsonValue, Operation } from '@bulkhead/engine'
import { readResponse } from '@bulkhead/engine/read'
import { isJsonObject, ownMember } from '@bulkhead/engine/text'
import { gitHubSchema, startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'
import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from 'graphql'

const { operations: all, examplesOf, getRecordFields, plan } = catalogConnector('github')
const operations = all.filter(({ graphql }) => graphql !== undefined)
const schema = await gitHubSchema()
let upstream: Awaited<ReturnType<typeof startGitHubUpstream>>
before(async () => {
  upstream = await startGitHubUpstream()
})
after(() => upstream.close())

async function call(operation: Operation, params: Params) {
  const planned = plan(operation.entity, operation.action, params)
  assert.equal(planned.url, 'https://api.github.com/graphql')
  const { method, headers, body = '', page } = planned
  const response = await fetch(`${upstream.url}/graphql`, { method, headers: { ...headers }, body })
  const answer = {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
    redirects: 0,
    received_at: Date.now(),
  }
  const { result, connector_metadata, warnings } = readResponse(operation, answer, undefined, { page })
  assert.equal(warnings, undefined)
  return { record: Array.isArray(result) ? result[0] : result, connector_metadata }
}

/** Returns the fields that a call requests if the caller names none. */
function asked({ entity, action }: Operation, params: Params): string {
  return JSON.parse(plan(entity, action, params).body ?? '{}').query
}

for (const operation of operations) {
  const name = `${operation.entity} ${operation.action}`
  const { fields: _, ...examples } = examplesOf(operation)

  test(`${name}: GitHub's schema accepts it, and nothing in it is on its way out`, () => {
    const document = parse(asked(operation, examples))
    const faults = validate(schema, document, [...specifiedRules, NoDeprecatedCustomRule])
    assert.deepEqual(
      faults.map(({ message }) => message),
      [],
    )
  })

  test(`${name}: the answer has all that the document says of a record`, async () => {
    const { record, connector_metadata } = await call(operation, examples)
    for (const [property, described] of getRecordFields(operation))
      assertDescribed(record, property, described)
    if (operation.pagination !== undefined) assert.equal(connector_metadata?.has_next_page, false)
  })

  test(`${name}: a caller chooses fields`, async () => {
    const [property = ''] = getRecordFields(operation)
      .filter(([, described]) => ownMember(described, 'type') === 'string')
      .map(([key]) => key)
    const { record } = await call(operation, { ...examples, fields: [property] })
    assert.deepEqual(Object.keys(Object(record)), [property])
  })
}

function assertDescribed(record: JsonValue | undefined, property: string, described: JsonValue): void {
  const value = ownMember(record, property)
  const types = [ownMember(described, 'type') ?? []].flat()
  // A query selects the fields of only one type of a union, so the value may be null.
  if (value === undefined || value === null) {
    assert.ok(Object.hasOwn(Object(record), property), property)
    return
  }
  const type = Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value
  assert.ok(types.includes(type) || (type === 'integer' && types.includes('number')), `${property}: ${type}`)
  const members = ownMember(described, 'properties')
  if (!isJsonObject(members) || !isJsonObject(value)) return
  for (const key of Object.keys(value)) assert.ok(key in members, `${property}.${key} is not described`)
}

test('the stand-in refuses what GitHub would, so accepting means something', async () => {
  const send = async (body: object) => {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { authorization: `Bearer ${TOKEN}` } }
    const response = await fetch(`${upstream.url}/graphql`, init)
    return (await response.json()) as { data?: unknown; errors?: { message: string }[] }
  }
  const unknown = await send({ query: '{ viewer { shoeSize } }' })
  assert.match(unknown.errors?.[0]?.message ?? '', /Cannot query field "shoeSize"/)
  const query =
    'query($states: [IssueState!]) { repository(owner: "o", name: "r") { issues(first: 1, states: $states) { totalCount } } }'
  const wrong = await send({ query, variables: { states: ['ajar'] } })
  assert.match(wrong.errors?.[0]?.message ?? '', /"ajar" does not exist in "IssueState"/)
  const right = await send({ query, variables: { states: ['OPEN'] } })
  assert.deepEqual(right, { data: { repository: { issues: { totalCount: 1 } } } })
})
