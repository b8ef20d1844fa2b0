import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { purgeAuthorizations } from '@bulkhead/server/jobs/purge-expired'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines, type Store } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { BEACON, LIGHTHOUSE } from '@bulkhead/testing/oauth/oauth-documents'
import { API, assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { readTables } from '../http/read-tables.ts'
import { APP, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

/** URLs that must not be redirected to though they look like the registered origin. */
const ELSEWHERE = [
  'https://evil.example.com/done',
  'http://app.example.com/done',
  'https://app.example.com.evil.test/',
  'https://app.example.com@evil.test/',
  'https://evil.test/https://app.example.com',
  'https://app.example.com:8443/',
  'https://user:password@app.example.com/',
  '//app.example.com/',
  'https:app.example.com',
  'https:\\\\app.example.com\\done',
  'https://app.example.com/done#fragment',
  'https://app.example.com\\@evil.test/',
  'https://evil.test\\.app.example.com/',
  ' https://app.example.com/',
  'javascript:alert(1)//https://app.example.com',
  'data:text/html,https://app.example.com',
  '/done',
  'https://app.example.com\t.evil.test/',
]

for (const engine of engines) {
  describe(`attacks on authorizations on ${engine.name}`, () => {
    let fixture: OAuthFixture
    let store: Store

    before(async () => {
      store = await engine.createStore()
      fixture = await openOAuthFixture(engine, { logLevel: 'trace', store })
      await fixture.configure()
    })
    after(async () => {
      await fixture?.close()
      store?.remove()
    })

    const count = async () =>
      (await fixture.testServer.call('GET', CONNECTORS, { token: fixture.scoped })).body.data.length

    test('no browser is sent anywhere but to a registered origin', async () => {
      for (const redirect_url of ELSEWHERE) {
        const response = await fixture.initiate({ redirect_url })
        assertError(response, 'invalid_request', 'initiateOAuth')
        assert.equal(response.body.errors[0].field, 'body.redirect_url', redirect_url)
      }
      for (const redirect_url of [
        APP,
        `${APP}/`,
        `${APP}/a/b?c=d&connector_id=forged&error=forged`,
        'HTTPS://APP.EXAMPLE.COM/x',
      ])
        assert.equal((await fixture.initiate({ redirect_url })).status, 200, redirect_url)
      const forged = await fixture.visit(
        await fixture.consent({ redirect_url: `${APP}/?connector_id=forged&error=x` }),
      )
      assert.notEqual(forged.query.connector_id, 'forged')
      assert.ok(!('error' in forged.query))
    })

    test('an origin that is no longer registered is not gone to', async () => {
      const callback = await fixture.consent()
      const organization = (origins: string[]) =>
        fixture.testServer.call('PUT', `${API}/organization`, {
          token: fixture.tenant.token,
          body: { redirect_origins: origins },
        })
      await organization(['https://other.example.com'])
      const { location, ...response } = await fixture.visit(callback)
      assertError(response, 'oauth_state_unknown', 'completeOAuth')
      assert.equal(location, undefined)
      await organization([APP])
    })

    test('a state is valid once, even for two concurrent callbacks', async () => {
      const callback = await fixture.consent()
      const before = await count()
      const visits = await Promise.all([
        fixture.visit(callback),
        fixture.visit(callback),
        fixture.visit(callback),
      ])
      assert.equal(visits.filter(({ status }) => status === 302).length, 1)
      for (const visit of visits.filter(({ status }) => status !== 302))
        assertError(visit, 'oauth_state_unknown', 'completeOAuth')
      assertError(await fixture.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      assert.equal(await count(), before + 1)
    })

    test('looking whether a callback is there does not use it up', async () => {
      const callback = await fixture.consent()
      const { status } = await fixture.testServer.call('HEAD', callback.pathname + callback.search)
      assert.equal(status, 404)
      assert.equal((await fixture.visit(callback)).status, 302)
    })

    test('states that nobody was given', async () => {
      const callback = await fixture.consent()
      const state = callback.searchParams.get('state') ?? ''
      for (const forged of [
        '',
        'x',
        `${state}x`,
        state.slice(1),
        state.toUpperCase(),
        'A'.repeat(43),
        "' or true --",
      ]) {
        const other = new URL(callback)
        other.searchParams.set('state', forged)
        const response = await fixture.visit(other)
        assert.ok(['oauth_state_unknown', 'invalid_request'].includes(response.body.code), response.text)
      }
      assert.equal((await fixture.visit(callback)).status, 302, 'the real one is still good')
    })

    test('a response from another service than the requested one is refused', async () => {
      const callback = await fixture.consent()
      const asked = fixture.authorization.answered.length
      callback.pathname = callback.pathname.replace(LIGHTHOUSE, BEACON)
      assertError(await fixture.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      assert.equal(fixture.authorization.answered.length, asked, 'no code was sent anywhere')
    })

    test('a code of another authorization is refused', async () => {
      const [mine, theirs] = [await fixture.consent(), await fixture.consent()]
      const injected = new URL(mine)
      injected.searchParams.set('code', theirs.searchParams.get('code') ?? '')
      const before = await count()
      const { query } = await fixture.visit(injected)
      assert.equal(query.error, 'creation_failed')
      assert.match(query.error_description ?? '', /^The service responded with 400/)
      assert.equal(await count(), before)
    })

    test('an authorization ends with the token that began it', async () => {
      const { testServer, tenant } = fixture
      const { token, workspace_id } = await testServer.mint(tenant, 'ending')
      const path = `${API}/workspaces/${workspace_id}`
      const put = (status: string) => testServer.call('PUT', path, { token: tenant.token, body: { status } })
      const revoked = await testServer.mint(tenant, 'ending')
      const callbacks = {
        revoked: await fixture.consent({}, revoked.token),
        epoch: await fixture.consent({}, token),
        deleted: await fixture.consent({ workspace_id }, tenant.token),
      }
      const revoking = await testServer.call('POST', `${API}/account/applications/token/revoke`, {
        token: revoked.token,
        body: {},
      })
      assert.equal(revoking.status, 200, revoking.text)
      assertError(await fixture.visit(callbacks.revoked), 'oauth_state_unknown', 'completeOAuth')
      await put('inactive')
      await put('active')
      assertError(await fixture.visit(callbacks.epoch), 'oauth_state_unknown', 'completeOAuth')
      await testServer.call('DELETE', path, { token: tenant.token })
      await testServer.mint(tenant, 'ending')
      assertError(await fixture.visit(callbacks.deleted), 'oauth_state_unknown', 'completeOAuth')
    })

    test('one whose time is up', async () => {
      const callback = await fixture.consent()
      const owner = { organization: fixture.tenant.organization, workspace: fixture.workspace_id }
      const { database, log } = fixture.testServer.server.services
      await asPrincipal(database, owner, 'read write', (tx) =>
        tx.updateTable('oauth_flows').set({ expires_at: new Date() }).execute(),
      )
      assertError(await fixture.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      await purgeAuthorizations(database, log)
      const left = await asOperator(database, log, 'test', (tx) =>
        tx
          .selectFrom('oauth_flows')
          .select('flow_id')
          .where('workspace_id', '=', fixture.workspace_id)
          .execute(),
      )
      assert.deepEqual(left, [])
    })

    test('a browser that cannot be redirected gets a page, in which received strings are no markup', async () => {
      const path = '/api/v1/oauth/callback/lighthouse?state=%3Cimg%20src=x%3E&code=4711'
      const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
      for (const [where, status] of [
        [path, 400],
        ['/api/v1/oauth/callback/lighthouse?state=', 422],
        ['/api/v1/oauth/callback/lighthouse?state=x&%3Cscript%3E=1&state=y', 422],
        ['/api/v1/oauth/callback/%3Cimg%3E?state=x', 400],
      ] as const) {
        const page = await fixture.testServer.call('GET', where, { headers })
        assert.equal(page.status, status, page.text)
        assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
        assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
        assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
        assert.match(page.text, /<h1>The service was not connected/)
        assert.doesNotMatch(page.text, /<img|<script|4711/)
        assert.ok(page.text.includes(page.headers.get('x-request-id') ?? 'none'))
      }
      assertError(await fixture.testServer.call('GET', path), 'oauth_state_unknown', 'completeOAuth')
      const elsewhere = await fixture.testServer.call('GET', CONNECTORS, { headers })
      assert.match(elsewhere.headers.get('content-type') ?? '', /json/)
    })

    test('a foreign connector cannot be renewed, and looks like none', async () => {
      const stranger = await fixture.testServer.createTenant('Stranger')
      await fixture.configure(stranger)
      const theirs = await fixture.testServer.mint(stranger, 'scene')
      const neighbour = await fixture.testServer.mint(fixture.tenant, 'neighbour')
      const connector_id = await fixture.connect(await fixture.authorization.issueTokens())
      for (const token of [theirs.token, neighbour.token, stranger.token]) {
        const foreign = await fixture.initiate({ connector_type: undefined, connector_id }, token)
        assertError(foreign, 'connector_not_found', 'initiateOAuth')
      }
    })

    test("the organization's client goes nowhere but to the service", async () => {
      assertNames(
        await fixture.initiate({ environment: { base_url: 'https://evil.example.com' } }),
        'invalid_configuration',
        'initiateOAuth',
        ['for the service itself'],
      )
      const self = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: {
          connector_type: 'lighthouse',
          credentials: { token: 'a-key-of-their-own' },
          environment: { base_url: 'https://elsewhere.example.com' },
        },
      })
      assertError(
        await fixture.initiate({ connector_type: undefined, connector_id: self.body.id }),
        'invalid_configuration',
        'initiateOAuth',
      )
      const { query } = await fixture.visit(await fixture.consent({ create_connector: false }))
      assertError(
        await fixture.testServer.call('POST', CONNECTORS, {
          token: fixture.scoped,
          body: {
            connector_type: 'lighthouse',
            ...query,
            tab: undefined,
            environment: { base_url: 'https://e.test' },
          },
        }),
        'invalid_configuration',
        'createConnector',
      )
    })

    test('no code, state, token or secret is in a log or a table', async () => {
      const callback = await fixture.consent()
      const code = callback.searchParams.get('code') ?? ''
      const state = callback.searchParams.get('state') ?? ''
      const { query } = await fixture.visit(callback)
      await fixture.execute(query.connector_id ?? '')
      const [access_token = ''] = fixture.api.tokens().slice(-1)
      const tokens = await fixture.authorization.issueTokens()
      await fixture.connect(tokens)
      const held = (await fixture.visit(await fixture.consent({ create_connector: false }))).query
      const pending = await fixture.consent()
      const secrets = {
        code,
        state,
        pending: pending.searchParams.get('state') ?? '',
        access_token,
        client_secret: CLIENT.client_secret,
        refresh_token: tokens.refresh_token,
        held: held.server_side_oauth_secret_id,
      }
      await fixture.close()
      const tables = [...(await readTables(store)).values()].flat().join('\n')
      const places = { log: fixture.testServer.log.join('\n'), tables }
      for (const [name, secret] of Object.entries(secrets))
        for (const [where, text] of Object.entries(places)) {
          assert.ok((secret ?? '').length > 10, name)
          assert.ok(!text.includes(secret ?? ''), `the ${name} is in the ${where}`)
        }
    })
  })
}
