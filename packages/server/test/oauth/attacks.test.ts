import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { loadDefinitions } from '@bulkhead/server/definitions/load-definitions'
import { purgeAuthorizations } from '@bulkhead/server/jobs/purge-authorizations'
import { renewDueTokens } from '@bulkhead/server/jobs/renew-due-tokens'
import { createTokenRefresher } from '@bulkhead/server/oauth/token-refresher'
import { listOAuthCredentials } from '@bulkhead/server/operations/oauth/list-oauth-credentials'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines, type Store } from '@bulkhead/testing/engines'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { BEACON, LIGHTHOUSE, writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { API, assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { readTables } from '../http/read-tables.ts'
import { APP, ageTokens, LIST, type OAuthFixture, openOAuthFixture } from './oauth-fixture.ts'

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

    test('tokens for a connector that is gone meanwhile are taken back', async () => {
      const made = await fixture.testServer.call('POST', CONNECTORS, {
        token: fixture.scoped,
        body: { connector_type: 'lighthouse', credentials: { token: 'a-key-of-their-own' } },
      })
      const callback = await fixture.consent({ connector_type: undefined, connector_id: made.body.id })
      await fixture.testServer.call('DELETE', `${CONNECTORS}/${made.body.id}`, { token: fixture.scoped })
      const revoked = fixture.authorization.revoked.length
      const { query } = await fixture.visit(callback)
      assert.equal(query.error, 'creation_failed')
      await until(() => fixture.authorization.revoked.length === revoked + 1)
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

    test('a document that moves its endpoints gets no refresh token and no client', async () => {
      const own = await fixture.connect(await fixture.authorization.issueTokens())
      const lent = (await fixture.visit(await fixture.consent())).query.connector_id as string
      for (const connector of [own, lent]) assert.equal((await fixture.execute(connector)).status, 200)
      for (const token of fixture.api.tokens()) await fixture.authorization.expire(token)
      for (const connector of [own, lent]) await ageTokens(fixture, connector)
      const thief = await startScriptedUpstream()
      thief.respond(json({ access_token: 'stolen' }))
      const moved = writeOAuthDocuments({ authorization: thief.url, api: fixture.api.url })
      // The same connectors, on a server whose documents were changed.
      const { services } = fixture.testServer.server
      const definitions = loadDefinitions(moved.path, services.log)
      const refresher = createTokenRefresher({
        ...services,
        ownDefinitions: { ...services.ownDefinitions, of: () => definitions },
        process_id: services.idempotency.process_id,
      })
      const owner = { organization: fixture.tenant.organization, workspace: fixture.workspace_id }
      for (const [connector, code] of [
        [own, 'needs_reauthentication'],
        [lent, 'oauth_not_configured'],
      ] as const) {
        const connection = await services.connections.load(owner as never, connector)
        await assert.rejects(refresher.renewed(owner as never, connection, 5_000), { code })
      }
      assert.deepEqual(thief.arrived, [])
      // The list shows that the credentials are outdated.
      const tenant = { organization: fixture.tenant.organization }
      const clients = await listOAuthCredentials({ ...services, definitions }, tenant as never, {} as never)
      const lighthouse = clients.data.find(({ connector_name }) => connector_name === 'lighthouse')
      assert.equal(lighthouse?.credentials?.status, 'outdated')
      await thief.close()
      moved.remove()
    })

    test('tokens that are due are renewed ahead of time, but not in an inactive workspace', async () => {
      const { database, log, tokenRefresher } = fixture.testServer.server.services
      const awake = (await fixture.visit(await fixture.consent())).query.connector_id as string
      const asleep = await fixture.testServer.mint(fixture.tenant, 'asleep')
      await fixture.visit(await fixture.consent({ workspace_id: asleep.workspace_id }, fixture.tenant.token))
      await asPrincipal(database, { organization: fixture.tenant.organization }, 'read write', (tx) =>
        tx
          .updateTable('connector_tokens')
          .set({ refresh_at: new Date(0) })
          .where('client', '=', 'organization')
          .execute(),
      )
      await fixture.testServer.call('PUT', `${API}/workspaces/${asleep.workspace_id}`, {
        token: fixture.tenant.token,
        body: { status: 'inactive' },
      })
      while (await renewDueTokens(database, log, tokenRefresher));
      const rows = await asPrincipal(
        database,
        { organization: fixture.tenant.organization },
        'read only',
        (tx) => tx.selectFrom('connector_tokens').selectAll().where('client', '=', 'organization').execute(),
      )
      const generations = (isWanted: (row: (typeof rows)[number]) => boolean) =>
        rows.filter(isWanted).map(({ generation }) => generation)
      assert.deepEqual(
        generations(({ workspace_id }) => workspace_id === asleep.workspace_id),
        [1],
      )
      assert.deepEqual(
        generations(({ connector_id }) => connector_id === awake),
        [2],
      )
      const seen = fixture.refreshes()
      assert.equal((await fixture.execute(awake)).status, 200)
      assert.equal(fixture.refreshes(), seen, 'the call needed none')
    })

    test('a deleted connector’s refresh token is taken back, and that is on record', async () => {
      const { refresh_token } = await fixture.authorization.issueTokens()
      const connector = await fixture.connect({ refresh_token })
      const lent = (await fixture.visit(await fixture.consent())).query.connector_id as string
      const revoked = fixture.authorization.revoked.length
      for (const id of [connector, lent])
        assert.equal(
          (await fixture.testServer.call('DELETE', `${CONNECTORS}/${id}`, { token: fixture.scoped })).status,
          202,
        )
      await until(() => fixture.authorization.revoked.length === revoked + 2)
      assert.ok(fixture.authorization.revoked.includes(refresh_token))
      await until(async () => (await records()).length === 2)
      assert.ok((await records()).every(({ outcome }: { outcome: string }) => outcome === 'done'))

      async function records() {
        const { body } = await fixture.testServer.call('GET', `${API}/audit?event=connector.tokens_revoked`, {
          token: fixture.tenant.token,
        })
        return body.data.filter(({ subject_id }: { subject_id: string }) =>
          [connector, lent].includes(subject_id),
        )
      }
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

describe('egress of token requests', () => {
  const [engine] = engines
  const credentials = { ...CLIENT, refresh_token: 'a-refresh-token' }
  let trap: Server
  let visits = 0
  before(async () => {
    trap = createServer((socket) => {
      visits += 1
      socket.on('error', () => {}).end()
    })
    await new Promise<void>((resolve) => trap.listen(0, resolve))
  })
  after(() => void trap.close())

  /** Starts a test server that may not reach private addresses, with the authorization server at `host`. */
  async function openAt(host: string, addresses: readonly string[]) {
    assert.ok(engine)
    const { port } = trap.address() as { port: number }
    const documents = writeOAuthDocuments({
      authorization: `https://${host}:${port}`,
      api: 'https://api.example.com',
    })
    const testServer = await startTestServer(engine, {
      environment: { BULKHEAD_CONNECTORS_DIR: documents.path, BULKHEAD_EGRESS_ALLOW: '' },
      sending: {
        lookup: (_, callback) =>
          callback(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
      },
    })
    const { token } = await testServer.mint(await testServer.createTenant('Acme'), 'scene')
    const call = (method: string, path: string, body?: object) =>
      testServer.call(method, path, { token, ...(body && { body }) })
    const close = () => testServer.close().then(documents.remove)
    return { call, close }
  }

  test('an address that may not be reached is refused at create', async () => {
    const { call, close } = await openAt('127.0.0.1', [])
    const body = { connector_type: 'lighthouse', credentials }
    assertNames(await call('POST', CONNECTORS, body), 'invalid_configuration', 'createConnector', [
      'endpoint for tokens',
    ])
    await close()
  })

  test('a name that resolves to one is refused when it is dialled', async () => {
    const { call, close } = await openAt('one-of-two.test', ['1.1.1.1', '127.0.0.1'])
    const made = await call('POST', CONNECTORS, { connector_type: 'lighthouse', credentials })
    assert.equal(made.status, 200, made.text)
    const path = `${CONNECTORS}/${made.body.id}`
    assertNames(await call('POST', `${path}/execute`, LIST), 'egress_refused', 'executeOperation', [
      'one-of-two.test',
    ])
    assert.equal((await call('GET', path)).body.status, 'ready', 'no fault of the owner')
    await close()
  })

  test('nothing came to this machine', () => assert.equal(visits, 0))
})
