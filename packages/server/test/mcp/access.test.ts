import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { issueToken } from '@bulkhead/server/access/tokens/issue-token'
import { setQuotas } from '@bulkhead/server/operator/operator-commands'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { engines } from '@bulkhead/testing/engines'
import { connectMcp } from '@bulkhead/testing/mcp-client'
import { type Answer, until } from '@bulkhead/testing/test-server'
import { type ExecFixture, openExecFixture } from '../executions/exec-fixture.ts'

const [engine] = engines
assert.ok(engine)
const LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' }
const ACCEPT = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' }

// Access does not depend on the engine, so one engine is enough.
describe('who may use /mcp', () => {
  let fixture: ExecFixture

  before(async () => {
    fixture = await openExecFixture(engine, {
      environment: {
        BULKHEAD_MCP_HOSTS: 'bulkhead.internal',
        BULKHEAD_CORS_ORIGINS: 'https://app.example.com',
      },
    })
  })
  after(async () => {
    await fixture?.close()
    await engine.close()
  })

  const post = (token: string | undefined, headers: Record<string, string> = {}, path = '/mcp') =>
    fixture.testServer.call('POST', path, {
      ...(token && { token }),
      body: LIST,
      headers: { ...ACCEPT, ...headers },
    })

  /** Sends a request with any `Host`, which fetch does not allow. */
  function statusWith(headers: Record<string, string>): Promise<number> {
    const { hostname, port } = new URL(fixture.testServer.server.url)
    return new Promise((resolve, reject) => {
      const sent = request(
        { hostname, port, path: '/mcp', method: 'POST', headers: { ...ACCEPT, ...headers } },
        (response) => resolve(response.resume().statusCode ?? 0),
      )
      sent.on('error', reject)
      sent.end(JSON.stringify(LIST))
    })
  }

  test('a token for another resource is refused, one for the API alone too', async () => {
    const { signingKeys, issuer, audience, mcpResource } = fixture.testServer.server.services
    const claims = JSON.parse(Buffer.from(fixture.scoped.split('.')[1] ?? '', 'base64url').toString())
    const tokenFor = (...audiences: string[]) =>
      issueToken(signingKeys, { issuer, audience: audiences }, claims, 60)
    assert.deepEqual(claims.aud, [audience, mcpResource])
    assert.equal((await post(await tokenFor(mcpResource))).status, 200)
    const ofApi = await tokenFor(audience)
    const info = '/api/v1/account/applications/scoped-token/info'
    assert.equal((await fixture.testServer.call('GET', info, { token: ofApi })).status, 200)
    assert.equal((await post(ofApi)).status, 401)
    const ofMcp = await tokenFor(mcpResource)
    assert.equal((await post(ofMcp)).status, 200)
    assert.equal((await fixture.testServer.call('GET', info, { token: ofMcp })).status, 401)
  })

  test('the Host is a name of this server or an address, the Origin is its own or one that may call', async () => {
    const authorization = `Bearer ${fixture.scoped}`
    for (const host of [
      'house.test',
      'localhost:4747',
      '127.0.0.1:1',
      '[::1]:80',
      '10.0.0.7:4747',
      'bulkhead.internal',
    ]) {
      assert.equal(await statusWith({ host, authorization }), 200, host)
    }
    for (const host of ['evil.example', 'house.test.evil.example', '127.0.0.1.evil.example']) {
      assert.equal(await statusWith({ host, authorization }), 403, host)
    }
    for (const origin of ['http://house.test', 'https://app.example.com']) {
      assert.equal(await statusWith({ host: 'house.test', origin, authorization }), 200, origin)
    }
    assert.equal(await statusWith({ host: 'localhost:1', origin: 'http://localhost:1', authorization }), 200)
    for (const origin of [
      'null',
      'https://evil.example',
      'https://app.example.com.evil.example',
      'http://localhost:2',
    ]) {
      assert.equal(await statusWith({ host: 'house.test', origin, authorization }), 403, origin)
    }
    assert.equal(await statusWith({ host: 'evil.example', authorization: 'Bearer x' }), 403)
  })

  test('a client that accepts any type gets JSON', async () => {
    for (const accept of ['*/*', 'application/json, */*;q=0.1']) {
      assert.equal((await post(fixture.scoped, { accept })).status, 200, accept)
    }
    for (const accept of ['Text/Event-Stream, APPLICATION/JSON', 'application/*, text/*;q=0.5']) {
      assert.equal((await post(fixture.scoped, { accept })).status, 200, accept)
    }
    for (const accept of ['text/html', 'application/json', 'text/event-stream, application/xml'])
      assert.equal((await post(fixture.scoped, { accept })).status, 406, accept)
  })

  test('methods that the endpoint does not support are refused as such, with a slash at the end too', async () => {
    for (const path of ['/mcp', '/mcp/']) {
      for (const method of ['GET', 'HEAD', 'DELETE']) {
        const { status, headers } = await fixture.testServer.call(method, path, { token: fixture.scoped })
        assert.deepEqual([status, headers.get('allow')], [405, 'POST'], `${method} ${path}`)
        assert.equal((await fixture.testServer.call(method, path)).status, 401, `${method} ${path}`)
      }
    }
  })

  test('a request without a token gets no error about its token', async () => {
    const { status, headers } = await post(undefined)
    assert.equal(status, 401)
    assert.match(headers.get('www-authenticate') ?? '', /^Bearer resource_metadata="[^"]+", scope="mcp"$/)
  })

  test('a page that may call can read what it needs', async () => {
    const { headers } = await post(fixture.scoped, { origin: 'https://app.example.com' })
    assert.equal(headers.get('access-control-allow-origin'), 'https://app.example.com')
    assert.match(headers.get('access-control-expose-headers') ?? '', /mcp-session-id/)
  })

  test('a token that was revoked ends at once', async () => {
    const { token } = await fixture.testServer.mint(fixture.tenant, 'to end')
    assert.equal((await post(token)).status, 200)
    await fixture.testServer.call('POST', '/api/v1/account/applications/token/revoke', { token, body: {} })
    const { status, headers, body } = await post(token)
    assert.equal(status, 401)
    assert.match(headers.get('www-authenticate') ?? '', /resource_metadata=/)
    assert.equal(body.error.data.code, 'unauthenticated')
  })

  test('an application token names the workspace: in a call, in the URL, else `default`', async () => {
    const id = await fixture.connect({ name: 'of the scene' })
    const { url } = fixture.testServer.server
    const getNames = async (query: string, input: Record<string, unknown> = {}) => {
      await using mcp = await connectMcp(url, fixture.tenant.token, '2026-07-28', query)
      const { structuredContent } = await mcp.call('list_connectors', input)
      return (structuredContent as { connectors: { id: string }[] }).connectors.map((one) => one.id)
    }
    assert.deepEqual(await getNames(''), [])
    assert.ok((await getNames('', { workspace_name: 'scene' })).includes(id))
    assert.ok((await getNames('?workspace_name=scene')).includes(id))
    assert.deepEqual(await getNames('?workspace_name=scene', { workspace_name: 'nobody' }), [])
    await using mcp = await connectMcp(url, fixture.tenant.token, '2026-07-28', '?workspace_name=nobody')
    const outside = await mcp.call('describe_connector', { connector: id })
    assert.match(JSON.stringify(outside.content), /connector_not_found/)
  })

  test("an invalid message gets the protocol's own error", async () => {
    const wrong = await fixture.testServer.call('POST', '/mcp', {
      token: fixture.scoped,
      body: '{"',
      headers: ACCEPT,
    })
    assert.equal(wrong.status, 400)
    assert.equal(wrong.body.error.code, -32_700)
    const query = await post(fixture.scoped, {}, '/mcp?tool=expanded')
    assert.equal(query.status, 422)
    assert.match(query.body.error.message, /did you mean tools/)
    assert.equal((await fixture.testServer.call('GET', '/mcp', { token: fixture.scoped })).status, 405)
  })

  test('requests per second and bytes of a body are limited as everywhere', async () => {
    const other = await fixture.testServer.createTenant('Limited')
    const { token } = await fixture.testServer.mint(other, 'limited')
    const { database, log, quotas } = fixture.testServer.server.services
    const limits = { requests_per_second: 2, max_body_bytes: 1_000 }
    await asOperator(database, log, 'test', (tx) => setQuotas(tx, other.organization, limits))
    quotas.forget(other.organization)
    const long = await fixture.testServer.call('POST', '/mcp', {
      token,
      body: { ...LIST, params: { padding: 'x'.repeat(1_000) } },
      headers: ACCEPT,
    })
    assert.equal(long.status, 413)
    // A machine that pauses between them gives them time.
    let refused: Answer | undefined
    await until(async () => {
      const responses = await Promise.all(Array.from({ length: 5 }, () => post(token)))
      refused = responses.find(({ status }) => status === 429)
      return refused !== undefined
    })
    assert.equal(refused?.body.error.data.code, 'rate_limited')
    assert.ok(Number(refused?.headers.get('retry-after')) >= 1)
  })

  test('a request has one message, so that none escapes the limit of requests', async () => {
    const send = (body: object) =>
      fixture.testServer.call('POST', '/mcp', { token: fixture.scoped, body, headers: ACCEPT })
    const { status, body } = await send([LIST, { ...LIST, id: 2 }])
    assert.deepEqual([status, body.error?.data?.code], [422, 'invalid_request'])
    assert.equal((await send([LIST])).status, 200)
  })
})
