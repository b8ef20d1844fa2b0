import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { operations } from '@bulkhead/contract/operations'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const ORIGIN = 'https://app.example.com'

const [engine] = engines
if (engine === undefined) throw new Error('There is no engine.')

describe(`pages of allowed origins, on ${engine.name}`, () => {
  let testServer: TestServer

  before(async () => {
    testServer = await startTestServer(engine, { environment: { BULKHEAD_CORS_ORIGINS: ORIGIN } })
  })
  after(async () => {
    await testServer?.close()
    await engine.close()
  })

  const preflight = (method: string, path: string, origin = ORIGIN) =>
    testServer.call('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      },
    })
  const getList = (headers: Headers, name: string) => (headers.get(name) ?? '').toLowerCase().split(/,\s*/)

  for (const method of new Set(operations.map((operation) => operation.method))) {
    test(`pages of an allowed origin may send ${method}`, async () => {
      const path = operations.find((operation) => operation.method === method)?.path ?? ''
      const { status, headers } = await preflight(method, path)
      assert.equal(status, 204)
      assert.equal(headers.get('access-control-allow-origin'), ORIGIN)
      assert.ok(getList(headers, 'access-control-allow-methods').includes(method.toLowerCase()))
      assert.deepEqual(getList(headers, 'access-control-allow-headers'), ['authorization'])
    })
  }

  test('preflight rejects methods that no route serves', async () => {
    const { headers } = await preflight('TRACE', '/api/v1/workspaces')
    assert.ok(!getList(headers, 'access-control-allow-methods').includes('trace'))
  })

  test('OPTIONS works without an Origin', async () => {
    const { status, text } = await testServer.call('OPTIONS', '/api/v1/workspaces', {})
    assert.deepEqual([status, text], [204, ''])
  })

  test('pages of an allowed origin can read the name of a file and the range of the received part', async () => {
    const { headers } = await testServer.call('GET', '/api/v1/workspaces', { headers: { origin: ORIGIN } })
    const exposed = getList(headers, 'access-control-expose-headers')
    for (const name of ['content-disposition', 'content-range', 'x-request-id', 'retry-after']) {
      assert.ok(exposed.includes(name), name)
    }
  })

  test('pages of another origin are not allowed', async () => {
    const { headers } = await preflight('DELETE', '/api/v1/workspaces/x', 'https://elsewhere.example.com')
    assert.equal(headers.get('access-control-allow-origin'), null)
  })

  for (const path of [
    '/oauth/register',
    '/oauth/token',
    '/oauth/revoke',
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp',
  ]) {
    test(`pages of any origin may use ${path}`, async () => {
      for (const origin of [ORIGIN, 'https://elsewhere.example.com']) {
        const { status, headers } = await preflight('POST', path, origin)
        assert.deepEqual([status, headers.get('access-control-allow-origin')], [204, '*'])
        assert.ok(getList(headers, 'access-control-allow-headers').includes('authorization'))
      }
    })
  }
})
