import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readFramePermit, signFramePermit } from '@bulkhead/server/access/tokens/frame-permit'
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

    test('a widget is framed by the origin that this server signed, and by no other', async () => {
      const mint = async (maker: Pick<TestServer, 'call'>, token: string, allowed_origin: string) => {
        const { body } = await maker.call('POST', '/api/v1/account/applications/widget-token', {
          token,
          body: { workspace_name: 'acme', allowed_origin },
        })
        const { widgetUrl, token: jwt } = JSON.parse(Buffer.from(body.token, 'base64').toString())
        const { pathname, searchParams } = new URL(widgetUrl)
        assert.equal(pathname, '/widget')
        return { query: Object.fromEntries(searchParams), jwt: jwt as string, envelope: body.token as string }
      }
      const { query, jwt, envelope } = await mint(testServer, tenant.token, SHOP)
      const ancestors = async (more: Readonly<Record<string, string | undefined>>) => {
        const given = Object.entries({ ...query, ...more }).filter(([, value]) => value !== undefined)
        const { policy, response } = await load(`/widget?${new URLSearchParams(given as [string, string][])}`)
        const found = /frame-ancestors ([^;]*)/.exec(policy)?.[1]
        assert.equal(response.headers.get('x-frame-options'), found === "'none'" ? 'DENY' : null)
        return found
      }
      const none = { frame: undefined, allowedOrigin: SHOP }
      assert.equal(await ancestors({}), SHOP)
      assert.equal(await ancestors({ ...none, auth: jwt }), SHOP)
      assert.equal(await ancestors({ ...none, auth: envelope }), SHOP)
      // A permit of an attacker's own organization is for its own origin.
      const evil = await testServer.createTenant('Evil')
      const theirs = await mint(testServer, evil.token, 'https://evil.test')
      assert.equal(await ancestors({ ...theirs.query }), 'https://evil.test')
      const other = await startTestServer(engine)
      const elsewhere = await other
        .createTenant('Elsewhere')
        .then(({ token }) => mint(other, token, SHOP))
        .finally(() => other.close())
      const forged = (payload: object) => {
        const [header = '', , signature = ''] = (query.frame ?? '').split('.')
        return [header, Buffer.from(JSON.stringify(payload)).toString('base64url'), signature].join('.')
      }
      const claims = JSON.parse(Buffer.from((query.frame ?? '').split('.')[1] ?? '', 'base64url').toString())
      for (const [what, more] of Object.entries({
        'another origin': { allowedOrigin: 'https://evil.test' },
        'two origins': { allowedOrigin: `${SHOP} https:` },
        'no origin': { allowedOrigin: undefined },
        'nothing signed': none,
        'a permit for another origin': { frame: theirs.query.frame },
        'a permit of another server': { frame: elsewhere.query.frame },
        'a token of another server': { ...none, auth: elsewhere.jwt },
        'a token of nobody': { ...none, auth: 'of-nobody' },
        'a token that nobody signed': { ...none, auth: jwt.replace(/[^.]+$/, 'AAAA') },
        'a token in the place of a permit': { frame: jwt },
        'a permit in the place of a token': { ...none, auth: query.frame },
        'a changed permit': {
          frame: forged({ ...claims, allowed_origin: 'https://evil.test' }),
          allowedOrigin: 'https://evil.test',
        },
        'a permit without a signature': { frame: (query.frame ?? '').replace(/[^.]+$/, '') },
      })) {
        assert.equal(await ancestors(more), "'none'", what)
      }
      const api = await testServer.call('GET', '/api/v1/integrations/connectors', {
        token: query.frame ?? '',
      })
      assert.deepEqual([api.status, api.body.code], [401, 'unauthenticated'])
    })

    test('a permit ends with its token', async () => {
      const { services } = testServer.server
      const permit = signFramePermit(services, SHOP, 60)
      assert.equal(await readFramePermit(services, permit), SHOP)
      assert.equal(await readFramePermit(services, signFramePermit(services, SHOP, -1)), undefined)
      assert.equal(await readFramePermit({ ...services, issuer: 'http://other.test' }, permit), undefined)
    })

    test('the script for pages without a bundler may be read by all of them', async () => {
      const { response, text } = await load('/connect.js')
      assert.equal(response.headers.get('access-control-allow-origin'), '*')
      assert.match(text, /BulkheadConnect/)
    })
  })
}
