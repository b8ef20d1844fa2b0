import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const SHOP = 'https://shop.acme.test'

for (const engine of engines) {
  describe(`the connect page on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const open = async (path: string) => {
      const response = await fetch(new URL(path, testServer.server.url))
      return {
        response,
        policy: response.headers.get('content-security-policy') ?? '',
        text: await response.text(),
      }
    }

    test('every id gets the same bytes, and an unknown one is framed by nobody', async () => {
      const pages = await Promise.all(
        ['/connect/begin', '/connect/no-such-id', `/connect/${crypto.randomUUID()}`].map(open),
      )
      for (const { response, policy, text } of pages) {
        assert.equal(response.status, 200)
        assert.equal(text, pages[0]?.text)
        assert.match(
          policy,
          /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'.*require-trusted-types-for/,
        )
        assert.equal(response.headers.get('x-frame-options'), 'DENY')
        assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
        assert.equal(response.headers.get('cache-control'), 'no-store')
        assert.equal(response.headers.get('set-cookie'), null)
      }
    })

    test('a widget is framed by the origin that its token is for', async () => {
      const { body } = await testServer.call('POST', '/api/v1/account/applications/widget-token', {
        token: tenant.token,
        body: { workspace_name: 'acme', allowed_origin: SHOP },
      })
      const { widgetUrl, token } = JSON.parse(Buffer.from(body.token, 'base64').toString())
      const { pathname, searchParams } = new URL(widgetUrl)
      const ancestors = async (origin: string, auth: string) => {
        const query = new URLSearchParams({
          ...Object.fromEntries(searchParams),
          allowedOrigin: origin,
          auth,
        })
        return /frame-ancestors ([^;]*)/.exec((await open(`${pathname}?${query}`)).policy)?.[1]
      }
      assert.equal(await ancestors(SHOP, token), SHOP)
      assert.equal(await ancestors(SHOP, body.token), SHOP)
      assert.equal(await ancestors('https://evil.test', token), "'none'")
      assert.equal(await ancestors('https://evil.test https:', token), "'none'")
      assert.equal(await ancestors(SHOP, 'of-nobody'), "'none'")
    })

    test('the script for pages without a bundler may be read by all of them', async () => {
      const { response, text } = await open('/connect.js')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.match(text, /BulkheadConnect/)
    })
  })
}
