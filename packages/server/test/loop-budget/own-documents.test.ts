import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startDistantClient } from '@bulkhead/testing/loop-budget/large-documents'
import { plainParseMs } from '@bulkhead/testing/loop-budget/measure'
import { repeatingWhileBusy, until } from '@bulkhead/testing/test-server'
import { API, CONNECTORS, DEFINITIONS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

/** Longest turn of the event loop, in times that JSON.parse takes for 1 MiB of plain text: 250 ms on a usual machine. */
const MOST = 250
/** Connectors of each document. A search looks at all of them. */
const CONNECTED = 60
/** Characters of responses that the test reads. */
const MOST_READ = 64 * 1024

const INFO = {
  openapi: '3.0.3',
  info: { title: 'Wide', version: '1' },
  servers: [{ url: 'https://wide.example' }],
}
const RESPONSES = { 200: { description: 'OK' } }
const TEXT = { type: 'string' }

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index))
}

const names = many(10_000, (index) => `f${index}`)
const OF_MANY_FIELDS = {
  type: 'object',
  required: names,
  properties: Object.fromEntries(names.map((name) => [name, TEXT])),
}
const OF_LONG_SCHEMA = {
  type: 'object',
  properties: Object.fromEntries(
    many(400, (index) => [`f${index}`, { ...TEXT, description: 'x'.repeat(30) }]),
  ),
}

/** Returns the body of a request that creates a thing. */
function creating(schema: object) {
  const requestBody = { required: true, content: { 'application/json': { schema } } }
  return { post: { requestBody, responses: RESPONSES } }
}

/** Returns a document whose operations have a schema in common. */
function sharing(operations: number) {
  const schema = { $ref: '#/components/schemas/S' }
  return {
    ...INFO,
    paths: Object.fromEntries(many(operations, (index) => [`/t${index}`, creating(schema)])),
    components: { schemas: { S: OF_LONG_SCHEMA } },
  }
}

/** List with pages, and a parameter that takes one value. */
const PAGED = {
  get: {
    parameters: [
      { name: 'page', in: 'query', schema: { type: 'integer' } },
      { name: 'kind', in: 'query', schema: { type: 'string', enum: ['a'] } },
    ],
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } },
      },
    },
  },
}
/** URL of a page that belongs to the list only if no other operation has its path, and has a value that is refused. */
const CURSOR = 'https://wide.example/t0/x?kind=b'
const PAGED_DOCUMENTS = ['many operations', 'long paths']
/** Requests that are refused. */
const REFUSED = ['an unknown operation', 'the URL of a page']

const DOCUMENTS: Readonly<Record<string, object>> = {
  'many operations': {
    ...INFO,
    paths: {
      ...Object.fromEntries(
        many(28_000, (index) => [
          `/t${index}`,
          { get: { summary: 'long '.repeat(20), responses: RESPONSES } },
        ]),
      ),
      '/t0': PAGED,
    },
  },
  'long paths': {
    ...INFO,
    paths: {
      '/t0': PAGED,
      ...Object.fromEntries(
        many(20_000, (index) => [`/t${index}/${'x'.repeat(500)}`, { get: { responses: RESPONSES } }]),
      ),
    },
  },
  'many fields': { ...INFO, paths: { '/t0': creating(OF_MANY_FIELDS) } },
  'a schema that many operations share': sharing(600),
  'many headers and security schemes': {
    ...INFO,
    paths: {
      '/t0': {
        get: {
          parameters: many(1_000, (index) => ({ name: `X-H${index}`, in: 'header', schema: TEXT })),
          responses: RESPONSES,
        },
      },
    },
    security: many(200, (index) => ({ [`s${index}`]: [] })),
    components: {
      securitySchemes: Object.fromEntries(
        many(200, (index) => [`s${index}`, { type: 'apiKey', in: 'header', name: `X-K${index}` }]),
      ),
    },
  },
  'long descriptions': {
    ...INFO,
    paths: Object.fromEntries(
      many(5, (index) => [
        `/t${index}`,
        {
          get: { summary: '"é'.repeat(100_000), description: '"\\\n'.repeat(300_000), responses: RESPONSES },
        },
      ]),
    ),
  },
}

const engine = engines.find(({ name }) => name === 'postgres') ?? engines[0]
if (engine === undefined) throw new Error('There is no engine.')

describe(`large documents of an organization, on ${engine.name}`, () => {
  let fixture: Fixture
  before(async () => {
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  test('descriptions that are made at once take no more memory than responses may', async () => {
    const { testServer, tenant } = fixture
    const call = (method: string, path: string, body?: object) =>
      testServer.call(method, path, { token: tenant.token, ...(body !== undefined && { body }) })
    const document = JSON.stringify(sharing(150))
    const added = await call('POST', `${API}/definitions`, { document, name: 'At once', slug: 'at-once' })
    const made = await call('POST', CONNECTORS, { definition_id: added.body.id, credentials: {} })
    assert.equal(made.status, 200, made.text)
    const { responseMemory } = testServer.server.services
    const seen = { inUse: 0, waiting: 0 }
    const timer = setInterval(() => {
      const { inUse, waiting } = responseMemory.state()
      seen.inUse = Math.max(seen.inUse, inUse)
      seen.waiting = Math.max(seen.waiting, waiting)
    }, 1)
    try {
      const path = `${CONNECTORS}/${made.body.id}/execute`
      const body = { entity: '', action: 'describe' }
      // On a busy machine the last ones wait for memory for so long that they are refused.
      const describing = many(12, () =>
        repeatingWhileBusy(testServer).call('POST', path, { token: tenant.token, body }),
      )
      for (const { status } of await Promise.all(describing)) assert.equal(status, 200)
    } finally {
      clearInterval(timer)
    }
    assert.ok(seen.waiting > 0 && seen.inUse > 0, JSON.stringify(seen))
    assert.ok(seen.inUse <= responseMemory.state().limit, JSON.stringify(seen))
    await until(() => responseMemory.state().inUse === 0)
    await call('DELETE', `${API}/definitions/${added.body.id}`)
  })

  for (const [name, document] of Object.entries(DOCUMENTS)) {
    test(`hold the event loop for a short time: ${name}`, { timeout: 300_000 }, async (t) => {
      const { testServer, tenant } = fixture
      const call = (method: string, path: string, body?: object) =>
        testServer.call(method, path, { token: tenant.token, ...(body !== undefined && { body }) })
      const slug = name.replaceAll(' ', '-')
      const added = await call('POST', `${API}/definitions`, {
        ...{ document: JSON.stringify(document), name, slug },
      })
      assert.equal(added.status, 200, added.text)
      const credentials = name.includes('security') ? { option_title: 's0', api_key: 'a key' } : {}
      const ids: string[] = []
      for (let count = 0; count < CONNECTED; count += 1) {
        const made = await call('POST', CONNECTORS, {
          ...{ definition_id: added.body.id, credentials, name: `${slug} ${count}` },
        })
        assert.equal(made.status, 200, made.text)
        ids.push(made.body.id)
      }
      const [connector] = ids
      const url = new URL(`${CONNECTORS}/${connector}/execute`, testServer.server.url)
      const headers = { authorization: `Bearer ${tenant.token}`, 'content-type': 'application/json' }
      const client = startDistantClient(url, headers)
      const words = many(60, (index) => `w${index}`).join(' ')
      const docs = `${API}/skills/docs?id=${connector}`
      const requests: Readonly<Record<string, () => ReturnType<typeof client.get>>> = {
        'skill docs': () => client.get(docs, MOST_READ),
        ...Object.fromEntries(
          ['overview', 'authentication', 'calling', 't0'].map((section) => [
            `the section ${section}`,
            () => client.get(`${docs}&section=${section}`, MOST_READ),
          ]),
        ),
        'search of skills': () =>
          client.get(`${API}/skills/search?query=${encodeURIComponent(words)}`, MOST_READ),
        definition: () => client.get(`${DEFINITIONS}/${added.body.id}`, MOST_READ),
        describe: () => client.post(JSON.stringify({ entity: '', action: 'describe' }), MOST_READ),
        ...(PAGED_DOCUMENTS.includes(name) && {
          'the URL of a page': () =>
            client.post(JSON.stringify({ entity: 't0', action: 'list', params: { cursor: CURSOR } })),
        }),
        'an unknown operation': () => client.post(JSON.stringify({ entity: 'unknown', action: 'list' })),
      }
      try {
        const found: string[] = []
        for (const [what, send] of Object.entries(requests)) {
          const first = await send()
          const second = await send()
          assert.equal(second.status, REFUSED.includes(what) ? 422 : 200, `${what}: ${name}`)
          const longest = Math.min(first.longestMs, second.longestMs) / plainParseMs()
          t.diagnostic(`${what}: ${longest.toFixed(0)} times plain text`)
          if (longest > MOST) found.push(`${what}: ${longest.toFixed(0)}`)
        }
        assert.deepEqual(found, [])
      } finally {
        await client.close()
        await call('DELETE', `${API}/definitions/${added.body.id}`)
      }
    })
  }
})
