import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

const [engine] = engines
if (engine === undefined) throw new Error('There is no engine.')

describe(`icons of services, on ${engine.name}`, () => {
  let testServer: TestServer
  before(async () => {
    testServer = await startTestServer(engine, { logLevel: 'error' })
  })
  after(async () => {
    await testServer?.close()
    await engine.close()
  })

  test('templates and definitions say where theirs is, and it is there without a token', async () => {
    const tenant = await testServer.createTenant('acme')
    const { body } = await testServer.call('GET', '/api/v1/integrations/templates/sources/global', {
      token: tenant.token,
    })
    const { body: listed } = await testServer.call('GET', '/api/v1/integrations/definitions/sources', {
      token: tenant.token,
    })
    const icons = body.data.map(({ icon }: { icon: string }) => icon)
    assert.deepEqual(
      listed.definitions.map(({ iconUrl }: { iconUrl: string }) => iconUrl),
      icons,
    )
    for (const icon of icons) {
      const response = await fetch(new URL(testServer.server.url).origin + new URL(icon).pathname)
      assert.equal(response.status, 200, icon)
      assert.equal(response.headers.get('content-type'), 'image/svg+xml')
      assert.match(await response.text(), /^<svg /)
    }
  })

  test('one is kept for a day, asked for again by its tag, and runs nothing where it is opened', async () => {
    const url = `${new URL(testServer.server.url).origin}/icons/github.svg`
    const { headers } = await fetch(url)
    assert.equal(headers.get('cache-control'), 'public, max-age=86400')
    assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'; .*sandbox$/)
    const etag = headers.get('etag') ?? ''
    assert.equal((await fetch(url, { headers: { 'if-none-match': etag } })).status, 304)
    assert.equal((await fetch(url, { method: 'HEAD' })).status, 200)
  })

  test('another name has none', async () => {
    for (const path of ['no-such.svg', 'github', '..%2fgithub.svg', 'github.svg%00']) {
      const { status, body } = await testServer.call('GET', `/icons/${path}`)
      assert.deepEqual([status, body.code], [404, 'route_not_found'], path)
    }
  })
})
