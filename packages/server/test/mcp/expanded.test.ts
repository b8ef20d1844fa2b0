import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { ECHO_CONNECTORS } from '@bulkhead/testing/fuzz/echo'
import { startDistantClient } from '@bulkhead/testing/loop-budget/large-documents'
import { plainParseMs } from '@bulkhead/testing/loop-budget/measure'
import { connectMcp } from '@bulkhead/testing/mcp-client'
import { json } from '@bulkhead/testing/scripted-upstream'
import { startTestServer } from '@bulkhead/testing/test-server'
import { API, CONNECTORS } from '../http/api.ts'
import { type Fixture, openFixture } from '../http/fixture.ts'

const MIB = 1024 ** 2
/** Longest turn of the event loop, in times that JSON.parse takes for 1 MiB of plain text: 250 ms on a usual machine. */
const MOST = 250

/** Returns a document whose operations have long names that begin alike. */
function getDocument(operations: number, parameters: number): string {
  const get = {
    parameters: Array.from({ length: parameters }, (_, index) => ({
      ...{ name: `q${index}`, in: 'query', schema: { type: 'string', description: 'x'.repeat(200) } },
    })),
    responses: { 200: { description: 'OK' } },
  }
  const paths = Array.from({ length: operations }, (_, index) => [`/${'long'.repeat(16)}${index}`, { get }])
  return JSON.stringify({
    ...{
      openapi: '3.0.3',
      info: { title: 'Wide', version: '1' },
      servers: [{ url: 'https://wide.example' }],
    },
    paths: Object.fromEntries(paths),
  })
}

const engine = engines.find(({ name }) => name === 'postgres') ?? engines[0]
if (engine === undefined) throw new Error('There is no engine.')

describe(`one tool per operation of a large document, on ${engine.name}`, () => {
  let fixture: Fixture
  before(async () => {
    fixture = await openFixture(engine)
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  async function connect(slug: string, document: string): Promise<string> {
    const { testServer, tenant } = fixture
    const call = (path: string, body: object) => testServer.call('POST', path, { token: tenant.token, body })
    const added = await call(`${API}/definitions`, { document, name: slug, slug })
    assert.equal(added.status, 200, added.text)
    const { token } = await testServer.mint(tenant, slug)
    const body = { workspace_name: slug, definition_id: added.body.id, credentials: {} }
    const made = await call(CONNECTORS, body)
    assert.equal(made.status, 200, made.text)
    return token
  }

  async function list(token: string, cursor?: string) {
    const url = new URL('/mcp?tools=expanded', fixture.testServer.server.url)
    const accept = 'application/json, text/event-stream'
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept }
    const client = startDistantClient(url, headers)
    const message = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: { ...(cursor && { cursor }) } }
    try {
      return await client.post(JSON.stringify(message))
    } finally {
      await client.close()
    }
  }

  test('each page has a bounded length, and each tool a name of its own', async () => {
    const token = await connect('wide', getDocument(300, 100))
    const names: string[] = []
    let pages = 0
    for (let cursor: string | undefined; pages === 0 || cursor !== undefined; pages += 1) {
      const { body } = await list(token, cursor)
      const { tools, nextCursor } = body.result as { tools: { name: string }[]; nextCursor?: string }
      assert.ok(JSON.stringify(tools).length < 5 * MIB, `page ${pages}`)
      names.push(...tools.map(({ name }) => name))
      cursor = nextCursor
    }
    assert.ok(pages > 1)
    assert.equal(new Set(names).size, names.length)
    assert.equal(names.filter((name) => name.startsWith('wide_')).length, 300)
  })

  test('an argument reaches the param whose name no model takes, and errors name the argument', async () => {
    const { upstream, testServer } = fixture
    const query = (name: string, required: boolean) => ({
      ...{ name, in: 'query', required, schema: { type: 'string' } },
    })
    const list = {
      parameters: [query('filter[id]', true), query('filter_id', false), query('x-trace', false)],
      responses: { 200: { description: 'OK' } },
    }
    const document = {
      ...{ openapi: '3.0.3', info: { title: 'Odd', version: '1' }, servers: [{ url: upstream.url }] },
      paths: { '/things': { get: list } },
    }
    const token = await connect('odd', JSON.stringify(document))
    await using mcp = await connectMcp(testServer.server.url, token, '2026-07-28', '?tools=expanded')
    const { tools } = await mcp.client.listTools()
    const tool = tools.find(({ name }) => name === 'odd_things_list')
    assert.deepEqual(tool?.inputSchema.required, ['filter_id_2'])
    const properties = Object.keys(tool?.inputSchema.properties ?? {})
    for (const name of ['filter_id', 'filter_id_2', 'x_trace']) assert.ok(properties.includes(name), name)
    upstream.respond(json([]))
    const called = await mcp.call('odd_things_list', { filter_id_2: 'a', filter_id: 'b', x_trace: 'c' })
    assert.equal(called.isError, undefined, JSON.stringify(called.content))
    const sent = new URL(upstream.arrived.at(-1)?.url ?? '', upstream.url).searchParams
    assert.deepEqual([sent.get('filter[id]'), sent.get('filter_id'), sent.get('x-trace')], ['a', 'b', 'c'])
    const refused = await mcp.call('odd_things_list', {})
    assert.equal(refused.isError, true)
    assert.match(JSON.stringify(refused.content), /filter_id_2/)
  })

  test('a long name keeps its meaning when other operations are added or removed', async () => {
    const { testServer, tenant } = fixture
    const token = await connect('kept', getDocument(4, 0))
    const getTools = async () => {
      const { body } = await list(token)
      const { tools } = body.result as { tools: { name: string; description: string }[] }
      return new Map(tools.map(({ name, description }) => [name, description]))
    }
    const before = await getTools()
    const { paths, ...rest } = JSON.parse(getDocument(5, 0)) as { paths: Record<string, unknown> }
    const [, , ...kept] = Object.entries(paths)
    const { body } = await testServer.call('GET', `${API}/definitions`, { token: tenant.token })
    const { id } = body.data.find(({ slug }: { slug: string }) => slug === 'kept')
    const document = JSON.stringify({ ...rest, paths: Object.fromEntries(kept.toReversed()) })
    const changed = await testServer.call('PATCH', `${API}/definitions/${id}`, {
      token: tenant.token,
      body: { document },
    })
    assert.equal(changed.status, 200, changed.text)
    const after = await getTools()
    const both = [...after].filter(([name]) => name.startsWith('kept_') && before.has(name))
    assert.equal(both.length, 2)
    for (const [name, description] of both) assert.equal(description, before.get(name), name)
  })

  test('a tool or a connector that another process has listed can be called', {
    skip: engine.name === 'pglite' && 'has one process',
  }, async (t) => {
    const { testServer, tenant, upstream } = fixture
    const environment = { BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS }
    const other = await startTestServer(engine, { store: testServer.store, environment })
    t.after(() => other.close())
    const name = 'echo_things_list'
    /** Calls the tool in the other process, whose tools are those from before `change`. */
    async function callAfter(
      change: () => Promise<string>,
      choose: (connector: string) => Record<string, unknown>,
    ) {
      const { token } = await testServer.mint(tenant, 'scene')
      await using here = await connectMcp(testServer.server.url, token, '2026-07-28', '?tools=expanded')
      await using there = await connectMcp(other.server.url, token, '2026-07-28', '?tools=expanded')
      await there.client.listTools()
      const connector = await change()
      const { tools } = await here.client.listTools()
      assert.ok(tools.some((tool) => tool.name === name))
      upstream.respond(json({ items: [] }))
      const { isError, content } = await there.call(name, choose(connector))
      assert.equal(isError, undefined, JSON.stringify(content))
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, `Bearer ${ids.indexOf(connector)}`)
      await assert.rejects(there.call('unknown'), /There is no such tool/)
    }
    const ids: string[] = []
    const connectOne = async () => {
      const token = String(ids.length)
      ids.push(await fixture.connect({ name: token, credentials: { token } }))
      return ids.at(-1) ?? ''
    }
    await callAfter(connectOne, () => ({}))
    for (const _ of ['the second', 'the third']) await callAfter(connectOne, (connector) => ({ connector }))
    const remove = async () => {
      for (const id of ids.slice(1)) {
        const { status, text } = await testServer.call('DELETE', `${CONNECTORS}/${id}`, {
          token: tenant.token,
        })
        assert.equal(status, 202, text)
      }
      return ids[0] ?? ''
    }
    await callAfter(remove, () => ({}))

    // Calls that do not fit have the tools built again only every two seconds.
    let now = Date.now()
    t.mock.method(Date, 'now', () => now)
    const { token } = await testServer.mint(tenant, 'scene')
    await using there = await connectMcp(other.server.url, token, '2026-07-28', '?tools=expanded')
    await there.client.listTools()
    await assert.rejects(there.call('unknown'), /There is no such tool/)
    const connector = await connectOne()
    const { length } = upstream.arrived
    const early = await there.call(name, { connector })
    assert.deepEqual([early.isError, upstream.arrived.length], [true, length], JSON.stringify(early.content))
    now += 2_000
    upstream.respond(json({ items: [] }))
    const { isError, content } = await there.call(name, { connector })
    assert.equal(isError, undefined, JSON.stringify(content))
  })

  test('5,000 tools hold the event loop for a short time, and more are an error', async (t) => {
    const token = await connect('many', getDocument(5_000, 0))
    await list(token)
    const { body, longestMs } = await list(token)
    const { tools, nextCursor } = body.result as { tools: unknown[]; nextCursor: string }
    assert.deepEqual([tools.length, nextCursor], [200, '200'])
    const longest = longestMs / plainParseMs()
    t.diagnostic(`${longest.toFixed(0)} times plain text`)
    assert.ok(longest < MOST, `${longest.toFixed(0)} times plain text`)
    const { body: refused } = await list(await connect('more', getDocument(5_001, 0)))
    assert.match(JSON.stringify(refused.error), /more than 5000 operations/)
  })
})
