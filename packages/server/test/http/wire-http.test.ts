import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { readOpenApi } from '@bulkhead/server/operations/service/service-handlers'
import { engines } from '@bulkhead/testing/engines'
import {
  API,
  APPLICATIONS,
  assertError,
  assertNames,
  CONNECTORS,
  DEFINITIONS,
  TEMPLATES,
  WORKSPACES,
} from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'
import { GITHUB } from './wire.ts'

for (const engine of engines) {
  describe(`HTTP on the wire of ${engine.name}`, () => {
    let fixture: Fixture
    let connector: string
    before(async () => {
      fixture = await openFixture(engine)
      connector = await fixture.connect()
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    const send = (
      method: string,
      path: string,
      headers: Record<string, string> = {},
      body?: string | Uint8Array<ArrayBuffer>,
      token = fixture.tenant.token,
    ) =>
      fetch(new URL(path, fixture.testServer.server.url), {
        method,
        headers: { authorization: `Bearer ${token}`, ...headers },
        ...(body !== undefined && { body }),
      })

    test('the OpenAPI document is compressed, and sent again only if it changed', async () => {
      const url = new URL('/openapi.json', fixture.testServer.server.url)
      const plain = await fixture.testServer.call('GET', '/openapi.json')
      const etag = plain.headers.get('etag') ?? ''
      assert.match(etag, /^"[\w-]{22}"$/)
      for (const encoding of ['br', 'gzip']) {
        const response = await fetch(url, { headers: { 'accept-encoding': encoding } })
        const { headers } = response
        assert.deepEqual(
          ['content-encoding', 'cache-control', 'vary', 'etag'].map((name) => headers.get(name)),
          [encoding, 'no-cache', 'accept-encoding', etag],
        )
        assert.equal(await response.text(), plain.text)
      }
      for (const known of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
        const { status, text } = await fixture.testServer.call('GET', '/openapi.json', {
          headers: { 'if-none-match': known },
        })
        assert.deepEqual([status, text], [304, ''], known)
      }
      const other = await fixture.testServer.call('GET', '/openapi.json', {
        headers: { 'if-none-match': '"another"' },
      })
      assert.equal(other.status, 200)
    })

    test('the OpenAPI document is written once, and not for each who asks', async () => {
      const { services } = fixture.testServer.server
      const { body } = await readOpenApi(services)
      assert.ok(Buffer.isBuffer(body))
      assert.equal((await readOpenApi(services)).body, body)
      const { status, text } = await fixture.testServer.call('GET', '/openapi.json')
      assert.deepEqual([status, text], [200, body.toString()])
      assert.deepEqual(JSON.parse(text).servers, [{ url: services.issuer }])
    })

    test('HEAD gets the response of GET without its body, in every operation that reads', async () => {
      const ids: Record<string, string> = {
        workspace_id: fixture.workspace_id,
        connector_id: connector,
        definition_id: GITHUB,
        organization_id: fixture.tenant.organization,
        template_id: 'nothing',
      }
      // The client closes a connection after HEAD.
      const varying = ['date', 'x-request-id', 'traceparent', 'connection', 'keep-alive']
      // Left out are operations that redirect a browser, because they change state.
      const reads = operations.filter(({ method, responses }) => method === 'GET' && !('302' in responses))
      for (const { path, operationId } of reads) {
        const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'nothing')
        for (const token of [fixture.tenant.token, fixture.scoped, 'nobody']) {
          const [get, head] = [
            await send('GET', at, {}, undefined, token),
            await send('HEAD', at, {}, undefined, token),
          ]
          const facts = (response: Response) => [
            response.status,
            ...[...response.headers].filter(([name]) => !varying.includes(name)),
          ]
          await get.text()
          assert.deepEqual(facts(head), facts(get), `${operationId} as ${token.slice(0, 6)}`)
          assert.equal(await head.text(), '')
        }
      }
    })

    test('a body without required fields may be left out, and counts as an empty object', async () => {
      const calls: [string, string][] = [
        ['PUT', `${WORKSPACES}/${fixture.workspace_id}`],
        ['PUT', `${CONNECTORS}/${connector}`],
        ['POST', `${CONNECTORS}/${connector}/check`],
        ['PUT', `${API}/organization`],
      ]
      for (const [method, path] of calls) {
        for (const headers of [{}, { 'content-type': 'application/json' }]) {
          const response = await send(method, path, headers)
          assert.equal(response.status, 200, `${method} ${path} ${await response.text()}`)
        }
        const none = await fixture.testServer.call(method, path, {
          token: fixture.tenant.token,
          body: 'null',
        })
        assert.equal(none.body.code, 'invalid_request')
      }
      const { token } = await fixture.testServer.mint(fixture.tenant, 'ends itself')
      assert.equal((await send('POST', `${APPLICATIONS}/token/revoke`, {}, undefined, token)).status, 200)
      assert.equal((await send('GET', CONNECTORS, {}, undefined, token)).status, 401)
      const named = await fixture.testServer.call('POST', `${APPLICATIONS}/scoped-token`, {
        token: fixture.tenant.token,
      })
      assertNames(named, 'invalid_request', 'createScopedToken', ['workspace_name'])
    })

    test('an operation without a body ignores one, typed or empty', async () => {
      for (const path of [WORKSPACES, DEFINITIONS, `${TEMPLATES}/global`]) {
        assert.equal((await send('GET', path, { 'content-type': 'application/json' })).status, 200)
      }
      for (const body of [undefined, '{}', 'null', '{"a":1}']) {
        const id = await fixture.connect()
        const headers = { 'content-type': 'application/json' }
        assert.equal((await send('DELETE', `${CONNECTORS}/${id}`, headers, body)).status, 202, body)
      }
    })

    test('JSON under its name, with a charset, in any letter case, with a byte order mark', async () => {
      const body = '{"workspace_name":"scene"}'
      for (const type of [
        'application/json',
        'application/json; charset=utf-8',
        'application/json;charset=UTF-8',
        'Application/JSON',
      ]) {
        assert.equal(
          (await send('POST', `${APPLICATIONS}/scoped-token`, { 'content-type': type }, body)).status,
          200,
          type,
        )
      }
      const marked = new TextEncoder().encode(`\ufeff${body}`)
      assert.equal(
        (await send('POST', `${APPLICATIONS}/scoped-token`, { 'content-type': 'application/json' }, marked))
          .status,
        200,
      )
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonp',
      ]) {
        const response = await send('POST', `${APPLICATIONS}/scoped-token`, { 'content-type': type }, body)
        assert.equal(response.status, 415, type)
      }
    })

    test('every response is JSON in UTF-8, whatever the Accept header, and may not be cached', async () => {
      for (const accept of ['application/json', '*/*', 'text/html', 'application/xml']) {
        for (const path of [WORKSPACES, `${WORKSPACES}/nobody`, `${API}/nowhere`]) {
          const response = await send('GET', path, { accept })
          assert.match(response.headers.get('content-type') ?? '', /^application\/json; charset=utf-8$/)
          assert.equal(response.headers.get('cache-control'), 'no-store')
          assert.doesNotThrow(async () => JSON.parse(await response.text()))
        }
      }
    })

    test('other methods of a path, and paths that are not served, are 404', async () => {
      const template = `${TEMPLATES}/00000000-0000-4000-8000-000000000001`
      const calls: [string, string][] = [
        ['PATCH', template],
        ['DELETE', template],
        ['OPTIONS', WORKSPACES],
        ['PATCH', `${WORKSPACES}/${fixture.workspace_id}`],
        ['POST', WORKSPACES],
        ['GET', `${API}/internal/account/enrollment-status`],
        ['POST', `${API}/internal/account/applications`],
        ['GET', `${API}/internal/workflows`],
        ['POST', `${API}/integrations/templates/connections`],
        ['GET', `${API}/integrations/templates/connections/00000000-0000-4000-8000-000000000001`],
        ['GET', `${API}/integrations/definitions/destinations/00000000-0000-4000-8000-000000000001`],
        ['POST', `${API}/integrations/templates/connections/cron/describe`],
        ['POST', `${WORKSPACES}/query/structured?workspace_name=scene`],
        ['POST', `${CONNECTORS}/${connector}/execute/prepare`],
        ['GET', '/api/v1'],
        ['GET', '/api/v2/workspaces'],
        ['GET', '/API/V1/workspaces'],
      ]
      for (const [method, path] of calls) {
        const response = await fixture.testServer.call(method, path, { token: fixture.tenant.token })
        assertError(response, 'route_not_found')
        const nobody = await fixture.testServer.call(method, path)
        assert.equal(nobody.status, 404, `${method} ${path} for nobody`)
      }
    })

    test('a query parameter given twice is one too many, unless it is a list', async () => {
      for (const query of [
        'limit=1&limit=2',
        'status=active&status=inactive',
        'name_contains=a&name_contains=b',
      ]) {
        const response = await fixture.testServer.call('GET', `${WORKSPACES}?${query}`, {
          token: fixture.tenant.token,
        })
        assertError(response, 'invalid_request', 'listWorkspaces')
      }
      const tags = await send('GET', `${TEMPLATES}?tags=a&tags=b`)
      assert.equal(tags.status, 200)
    })
  })
}
