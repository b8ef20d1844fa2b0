import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { catalogConnector, getMembers, TOKEN } from '@bulkhead/catalog/workshop/catalog-connector'
import type { JsonValue, Operation } from '@bulkhead/engine'
import { ownMember } from '@bulkhead/engine/text'
import { gitHubDescription, startGitHubUpstream } from '@bulkhead/testing/upstreams/github-upstream'

const { operations: all, examplesOf, getRecordFields, plan } = catalogConnector('github')
// Reads go by GraphQL; github-graphql.test.ts has those.
const operations = all.filter(({ graphql }) => graphql === undefined)
const description = await gitHubDescription()
let upstream: Awaited<ReturnType<typeof startGitHubUpstream>>
before(async () => {
  upstream = await startGitHubUpstream()
})
after(() => upstream.close())

/** Operation in GitHub's description. */
interface Described {
  readonly path: string
  /** Name → schema. */
  readonly query: ReadonlyMap<string, JsonValue>
  readonly body: ReadonlyMap<string, JsonValue>
  /** Names that must be given, path placeholders aside. */
  readonly required: readonly string[]
  readonly response: JsonValue | undefined
  /** Statuses of success. The stand-in responds with 200 where GitHub redirects. */
  readonly statuses: readonly string[]
}

/** Finds an operation by method and wire path, whatever the placeholders are called. */
function describedAs(method: string, wire_path: string): Described {
  const shape = (path: string) => path.replaceAll(/\{\w+\}/g, '{}')
  const path = Object.keys(description.paths).find((known) => shape(known) === shape(wire_path))
  const operation = path === undefined ? undefined : description.paths[path]?.[method.toLowerCase()]
  if (path === undefined || operation === undefined) throw new Error(`GitHub has no ${method} ${wire_path}`)
  const list = ownMember(operation, 'parameters')
  const parameters = (Array.isArray(list) ? list : []).map(resolved)
  const queries = parameters.filter((parameter) => ownMember(parameter, 'in') === 'query')
  const body = getJsonSchema(ownMember(operation, 'requestBody'))
  const responses = ownMember(operation, 'responses')
  const successes = Object.keys(responses ?? {}).filter((status) => /^2..$/.test(status))
  const statuses = successes.length > 0 ? successes : ['200']
  const [first = ''] = statuses
  const success = resolved(ownMember(responses, first))
  const required = ownMember(body, 'required')
  return {
    path,
    query: new Map(
      queries.map((query) => [String(ownMember(query, 'name')), ownMember(query, 'schema') ?? null]),
    ),
    body: getProperties(body),
    required: [
      ...queries.filter((query) => ownMember(query, 'required') === true).map((q) => ownMember(q, 'name')),
      ...(Array.isArray(required) ? required : []),
    ].map(String),
    response: getJsonSchema(success),
    statuses,
  }
}

function resolved(value: JsonValue | undefined): JsonValue | undefined {
  const reference = ownMember(value, '$ref')
  if (typeof reference !== 'string') return value
  const [, , kind = '', name = ''] = reference.split('/')
  return description.components[kind]?.[name]
}

function getJsonSchema(holder: JsonValue | undefined): JsonValue | undefined {
  return resolved(ownMember(ownMember(ownMember(resolved(holder), 'content'), 'application/json'), 'schema'))
}

/** Name → schema of every property that a schema or one of its alternatives declares. */
function getProperties(given: JsonValue | undefined): ReadonlyMap<string, JsonValue> {
  const schema = resolved(given)
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => {
    const list = ownMember(schema, key)
    return Array.isArray(list) ? list : []
  })
  return new Map([
    ...parts.flatMap((part: JsonValue) => [...getProperties(part)]),
    ...getMembers(ownMember(schema, 'properties')),
  ])
}

function getTypes(given: JsonValue | undefined): readonly string[] {
  const schema = resolved(given)
  const alternatives = ownMember(schema, 'oneOf') ?? ownMember(schema, 'anyOf')
  if (Array.isArray(alternatives)) return alternatives.flatMap(getTypes)
  return [ownMember(schema, 'type') ?? []].flat().map(String)
}

/** Query parameters and body properties of a request that GitHub's description does not know. */
function undeclared(request: { method: string; url: string; body?: string | undefined }, wire_path: string) {
  const described = describedAs(request.method, wire_path)
  const body: JsonValue = request.body === undefined ? {} : JSON.parse(request.body)
  return [
    ...[...new URL(request.url).searchParams.keys()].filter((name) => !described.query.has(name)),
    ...getMembers(body).flatMap(([name]) => (described.body.has(name) ? [] : [name])),
  ]
}

async function send(request: { method: string; url: string; headers: object; body?: string | undefined }) {
  const { pathname, search } = new URL(request.url)
  const init = { method: request.method, headers: { ...request.headers }, redirect: 'manual' } as const
  const response = await fetch(`${upstream.url}${pathname}${search}`, {
    ...init,
    ...(request.body !== undefined && { body: request.body }),
  })
  return { status: response.status, text: await response.text() }
}

for (const operation of operations) {
  const { entity, action, method, wire_path } = operation
  const name = `${entity} ${action}`

  test(`${name}: GitHub's description accepts the request`, async () => {
    const request = plan(entity, action, examplesOf(operation))
    const { status, text } = await send(request)
    assert.ok(describedAs(method, wire_path).statuses.includes(String(status)), `${status} ${text}`)
    if (text !== '' && action !== 'download') assert.equal(typeof JSON.parse(text), 'object')
  })

  test(`${name}: everything it sends is declared`, () => {
    const request = plan(entity, action, examplesOf(operation))
    assert.deepEqual(undeclared(request, wire_path), [])
    assert.deepEqual(request.headers, {
      accept: entity === 'pr_diffs' ? 'application/vnd.github.diff' : 'application/vnd.github+json',
      authorization: `Bearer ${TOKEN}`,
      'x-github-api-version': '2022-11-28',
      ...(operation.body === 'json' && { 'content-type': 'application/json' }),
    })
  })

  test(`${name}: types, choices and needs are GitHub's`, () => {
    const described = describedAs(method, wire_path)
    for (const parameter of operation.parameters) {
      const declared =
        parameter.in === 'query'
          ? described.query.get(parameter.name)
          : parameter.in === 'body'
            ? described.body.get(parameter.name)
            : undefined
      if (declared === undefined) continue
      const [own] = getTypes(parameter.schema)
      assert.ok(own !== undefined && getTypes(declared).includes(own), `${parameter.name} is not ${own}`)
      const choices = ownMember(parameter.schema, 'enum')
      assert.deepEqual(choices, ownMember(declared, 'enum'), parameter.name)
      if (parameter.in === 'query') {
        assert.deepEqual(parameter.default, ownMember(declared, 'default'), parameter.name)
      }
    }
    const own = operation.parameters.filter(({ required }) => required).map((parameter) => parameter.name)
    assert.deepEqual(
      described.required.filter((needed) => !own.includes(needed)),
      [],
    )
  })

  test(`${name}: what it says of the response is in GitHub's description`, () => {
    if (action === 'download') return
    const responses = operations.filter((other) => other.entity === entity).map(getRecord)
    const known = new Map(responses.flatMap((response) => [...getProperties(response)]))
    const unknown = getRecordFields(operation).filter(([property]) => !known.has(property))
    assert.deepEqual(
      unknown.map(([property]) => property),
      [],
    )
    for (const [property, schema] of getRecordFields(operation)) {
      const stated = getTypes(schema).filter((type) => type !== 'null')
      if (stated.length === 0) continue
      const types = getTypes(known.get(property))
      assert.ok(types.length === 0 || stated.every((type) => types.includes(type)), `${property}: ${types}`)
    }
  })

  if (operation.body !== 'json') continue
  test(`${name}: the upstream refuses a wrong body, so accepting means something`, async () => {
    const request = plan(entity, action, examplesOf(operation))
    for (const parameter of operation.parameters.filter((field) => field.in === 'body')) {
      const wrong = getTypes(parameter.schema).includes('object') ? 'wrong' : { wrong: true }
      const body: unknown = { ...JSON.parse(request.body ?? '{}'), [parameter.name]: wrong }
      const { status } = await send({ ...request, body: JSON.stringify(body) })
      assert.equal(status, 422, parameter.name)
    }
  })
}

/** Returns what GitHub says of one record of an operation's result. */
function getRecord(operation: Operation): JsonValue | undefined {
  const steps = operation.record_extractor?.steps ?? []
  const last = steps.reduce(
    (schema, step) =>
      typeof step === 'object' && 'member' in step ? getProperties(schema).get(step.member) : schema,
    describedAs(operation.method, operation.wire_path).response,
  )
  return getTypes(last).includes('array') ? ownMember(resolved(last), 'items') : last
}

test('the look-up finds what GitHub does not declare', () => {
  const url = 'https://api.github.com/repos/o/r/issues?states=open&state=open'
  assert.deepEqual(undeclared({ method: 'GET', url }, '/repos/{o}/{r}/issues'), ['states'])
  const body = JSON.stringify({ title: 'T', titel: 'T' })
  const request = { method: 'POST', url: 'https://api.github.com/repos/o/r/issues', body }
  assert.deepEqual(undeclared(request, '/repos/{owner}/{repo}/issues'), ['titel'])
  assert.throws(() => describedAs('GET', '/repos/{owner}/{repo}/issue'))
  assert.throws(() => describedAs('DELETE', '/repos/{owner}/{repo}/issues'))
})
