import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { engines } from '@bulkhead/testing/engines'
import {
  API,
  APPLICATIONS,
  assertError,
  assertNames,
  CONNECTORS,
  NOBODY,
  parseResponse,
  sendBytes,
  WORKSPACES,
} from './api.ts'
import { type Fixture, openFixture } from './fixture.ts'

/** Content types that clients set for a body that they then do not send. */
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain;charset=UTF-8',
  'application/octet-stream',
]

for (const engine of engines) {
  describe(`requests as HTTP clients write them, on ${engine.name}`, () => {
    let fixture: Fixture
    before(async () => {
      fixture = await openFixture(engine)
    })
    after(async () => {
      await fixture?.close()
      await engine.close()
    })

    async function send(
      method: string,
      path: string,
      headers: object,
      body: string | Uint8Array<ArrayBuffer>,
    ) {
      const response = await fetch(new URL(path, fixture.testServer.server.url), {
        method,
        headers: { authorization: `Bearer ${fixture.tenant.token}`, ...headers },
        body,
      })
      const text = await response.text()
      return { status: response.status, headers: response.headers, text, body: text && JSON.parse(text) }
    }

    for (const type of TYPES) {
      test(`an empty body counts as none, sent as ${type}`, async () => {
        const id = await fixture.connect()
        const calls: [string, string, number][] = [
          ['PUT', `${WORKSPACES}/${fixture.workspace_id}`, 200],
          ['POST', `${CONNECTORS}/${id}/check`, 200],
          ['DELETE', `${CONNECTORS}/${id}`, 202],
        ]
        for (const [method, path, status] of calls) {
          const response = await send(method, path, { 'content-type': type }, '')
          assert.equal(response.status, status, `${method} ${path} ${response.text}`)
        }
        const token = await send('POST', `${APPLICATIONS}/token`, { 'content-type': type }, '')
        assertNames(token, 'invalid_request', 'createApplicationToken', [
          'body.client_id',
          'body.client_secret',
        ])
        assertError(await send('POST', `${API}/nowhere`, { 'content-type': type }, ''), 'route_not_found')
      })
    }

    test('a body of another type is refused, and a path that is not served is not, whatever is sent', async () => {
      const headers = { 'content-type': 'text/plain' }
      const id = await fixture.connect()
      const checked = await send('POST', `${CONNECTORS}/${id}/check`, headers, '{}')
      assertError(checked, 'unsupported_media_type', 'checkConnector')
      const deleted = await send('DELETE', `${CONNECTORS}/${id}`, headers, '{}')
      assertError(deleted, 'unsupported_media_type', 'deleteConnector')
      assertError(await send('POST', `${API}/nowhere`, headers, '{}'), 'route_not_found')
    })

    test('a compressed body is refused by the name of its header', async () => {
      const { client_id, client_secret } = fixture.tenant
      const json = JSON.stringify({ client_id, client_secret })
      const encoded = (coding: string, body: string | Uint8Array<ArrayBuffer>) => {
        const headers = { 'content-type': 'application/json', 'content-encoding': coding }
        return send('POST', `${APPLICATIONS}/token`, headers, body)
      }
      for (const coding of ['gzip', 'deflate', 'br', 'identity, gzip']) {
        const response = await encoded(coding, new Uint8Array(gzipSync(json)))
        assertNames(response, 'unsupported_media_type', 'createApplicationToken', ['Content-Encoding'])
        assert.equal(response.body.errors[0].field, 'header.Content-Encoding')
      }
      for (const coding of ['identity', 'Identity'])
        assert.equal((await encoded(coding, json)).status, 200, coding)
    })

    test('a request without a host has an error to read, and HTTP/1.0 needs none', async () => {
      const { url } = fixture.testServer.server
      const lines = (version: string) =>
        `GET ${WORKSPACES}/stats HTTP/${version}\r\nAuthorization: Bearer ${fixture.tenant.token}\r\nConnection: close\r\n\r\n`
      const response = parseResponse(await sendBytes(url, lines('1.1')))
      assertError(response, 'malformed_request')
      assert.match(response.body.message, /Host/)
      assert.equal(parseResponse(await sendBytes(url, lines('1.0'))).status, 200)
    })

    test('the id of a request is given by the server, whatever id it was sent with', async () => {
      const sent = '01a21031-e2ca-7078-926b-a819b875a701'
      const response = await fixture.testServer.call('GET', `${WORKSPACES}/${sent}`, {
        token: fixture.tenant.token,
        headers: { 'x-request-id': sent },
      })
      assertError(response, 'workspace_not_found', 'getWorkspace')
      assert.notEqual(response.body.request_id, sent)
    })

    test('a request with two tokens is refused, since a proxy may have looked at the other one', async () => {
      const { url } = fixture.testServer.server
      const bearer = `Authorization: Bearer ${fixture.tenant.token}`
      for (const other of [bearer, 'authorization: Basic eDp5', bearer.toUpperCase()]) {
        const lines = [
          `GET ${WORKSPACES}/stats HTTP/1.1`,
          'Host: house.test',
          bearer,
          other,
          'Connection: close',
        ]
        const response = parseResponse(await sendBytes(url, `${lines.join('\r\n')}\r\n\r\n`))
        assertError(response, 'malformed_request')
        assert.match(response.body.message, /Authorization/)
      }
    })

    test('where a path is served by other methods, the error names them', async () => {
      const calls: [string, string, RegExp][] = [
        ['PATCH', `${WORKSPACES}/${NOBODY}`, /takes DELETE, GET, PUT\./],
        ['PUT', `${APPLICATIONS}/token/`, /takes POST\./],
        ['GET', `${CONNECTORS}/${NOBODY}/execute?a=b`, /takes POST\./],
        ['POST', WORKSPACES, /takes GET\..*scoped-token/],
        ['GET', `${API}/nowhere`, /at this path\. See \/docs\.$/],
      ]
      for (const [method, path, expected] of calls) {
        const response = await fixture.testServer.call(method, path, { token: fixture.tenant.token })
        assertError(response, 'route_not_found')
        assert.match(response.body.message, expected, `${method} ${path}`)
      }
    })

    test('a cursor of no list is refused in words that fit every list', async () => {
      for (const [path, operation] of [
        [`${API}/skills`, 'listSkills'],
        [WORKSPACES, 'listWorkspaces'],
      ] as const) {
        const response = await fixture.testServer.call('GET', `${path}?cursor=x`, {
          token: fixture.tenant.token,
        })
        assertError(response, 'invalid_request', operation)
        assert.match(response.body.message, /Use the cursor from the previous page\./)
      }
    })

    test('a search of the context store, and an entity without a name, are refused with the reason', async () => {
      const id = await fixture.connect()
      for (const action of ['context_store_search', 'context_store_sql_query', 'search']) {
        const response = await fixture.execute(id, { entity: 'things', action, params: {} })
        assertNames(response, 'unknown_operation', 'executeOperation', ['no context store', action, 'list'])
      }
      const nameless = await fixture.execute(id, { entity: '', action: 'list' })
      assertNames(nameless, 'unknown_operation', 'executeOperation', ['no entity "".', 'things'])
    })
  })
}
