import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import { PAGE, SESSIONS } from './connect-fixture.ts'

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

    const load = async (path: string) => {
      const response = await fetch(new URL(path, testServer.server.url))
      return {
        response,
        policy: response.headers.get('content-security-policy') ?? '',
        text: await response.text(),
      }
    }

    test('every id gets the same bytes, and the page of an unknown one cannot be framed', async () => {
      const pages = await Promise.all(
        ['/connect/begin', '/connect/no-such-id', `/connect/${crypto.randomUUID()}`].map(load),
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

    test('page and API do not distinguish an ended or foreign session from none', async () => {
      const link = async (maker = tenant, more: object = { allowed_origins: [SHOP] }) => {
        const body = { workspace_name: 'acme', services: ['github'], ...more }
        const made = await testServer.call('POST', SESSIONS, { token: maker.token, body })
        assert.equal(made.status, 200, made.text)
        return made.body as { session_id: string; token: string }
      }
      const [open, refused, revoked, expired] = [await link(), await link(), await link(), await link()]
      const other = await testServer.createTenant('Birch')
      const foreign = await link(other, {})
      assert.match((await load(`/connect/${open.session_id}`)).policy, new RegExp(`frame-ancestors ${SHOP}`))
      await testServer.call('POST', `${PAGE}/decline`, { token: refused.token })
      await testServer.call('POST', `${SESSIONS}/${revoked.session_id}/revoke`, { token: tenant.token })
      await asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
        sql`update connect_sessions set expires_at = now() - interval '1 second'
          where session_id = ${expired.session_id}`.execute(tx),
      )
      const unknown = crypto.randomUUID()
      const shown = async (session_id: string) => {
        const { response, text } = await load(`/connect/${session_id}`)
        const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name))
        return { status: response.status, headers, text }
      }
      const expected = await shown(unknown)
      for (const [name, { session_id }] of Object.entries({ refused, revoked, expired, foreign })) {
        assert.deepEqual(await shown(session_id), expected, name)
      }
      const told = async (path: string, token: string) => {
        const { status, body } = await testServer.call('GET', path, { token })
        return [status, body.code, body.message, body.errors]
      }
      const ofNobody = await told(PAGE, `bhc_${'a'.repeat(43)}`)
      assert.deepEqual(ofNobody.slice(0, 2), [401, 'connect_session_ended'])
      for (const { token } of [revoked, expired]) assert.deepEqual(await told(PAGE, token), ofNobody)
      assert.deepEqual(
        await told(`${SESSIONS}/${open.session_id}`, other.token),
        await told(`${SESSIONS}/${unknown}`, other.token),
      )
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
        return /frame-ancestors ([^;]*)/.exec((await load(`${pathname}?${query}`)).policy)?.[1]
      }
      assert.equal(await ancestors(SHOP, token), SHOP)
      assert.equal(await ancestors(SHOP, body.token), SHOP)
      assert.equal(await ancestors('https://evil.test', token), "'none'")
      assert.equal(await ancestors('https://evil.test https:', token), "'none'")
      assert.equal(await ancestors(SHOP, 'of-nobody'), "'none'")
    })

    test('the script for pages without a bundler may be read by all of them', async () => {
      const { response, text } = await load('/connect.js')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.match(text, /BulkheadConnect/)
    })
  })
}
