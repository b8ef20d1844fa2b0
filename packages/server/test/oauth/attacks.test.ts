import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { loadDefinitions } from '@bulkhead/server/definitions/load-definitions'
import { purgeAuthorizations } from '@bulkhead/server/jobs/forget-authorizations'
import { renewDueTokens } from '@bulkhead/server/jobs/renew-due-tokens'
import { createTokenRefresher } from '@bulkhead/server/oauth/token-refresher'
import { listOAuthCredentials } from '@bulkhead/server/operations/oauth/list-oauth-credentials'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines, type Store } from '@bulkhead/testing/engines'
import { openHouse, until } from '@bulkhead/testing/house'
import { CLIENT } from '@bulkhead/testing/oauth/authorization-server'
import { writeOAuthDocuments } from '@bulkhead/testing/oauth/oauth-documents'
import { json, startScriptedUpstream } from '@bulkhead/testing/scripted-upstream'
import { API, assertError, assertNames, CONNECTORS } from '../http/api.ts'
import { readTables } from '../http/read-tables.ts'
import { APP, ageTokens, LIST, type OAuthScene, openOAuthScene } from './oauth-scene.ts'

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
    let scene: OAuthScene
    let store: Store

    before(async () => {
      store = await engine.createStore()
      scene = await openOAuthScene(engine, { logLevel: 'trace', store })
      await scene.configure()
    })
    after(async () => {
      await scene?.close()
      store?.remove()
    })

    const count = async () =>
      (await scene.house.call('GET', CONNECTORS, { token: scene.scoped })).body.data.length

    test('no browser is sent anywhere but to a registered origin', async () => {
      for (const redirect_url of ELSEWHERE) {
        const answer = await scene.initiate({ redirect_url })
        assertError(answer, 'invalid_request', 'initiateOAuth')
        assert.equal(answer.body.errors[0].field, 'body.redirect_url', redirect_url)
      }
      for (const redirect_url of [
        APP,
        `${APP}/`,
        `${APP}/a/b?c=d&connector_id=forged&error=forged`,
        'HTTPS://APP.EXAMPLE.COM/x',
      ])
        assert.equal((await scene.initiate({ redirect_url })).status, 200, redirect_url)
      const forged = await scene.visit(
        await scene.consent({ redirect_url: `${APP}/?connector_id=forged&error=x` }),
      )
      assert.notEqual(forged.query.connector_id, 'forged')
      assert.ok(!('error' in forged.query))
    })

    test('an origin that is no longer registered is not gone to', async () => {
      const callback = await scene.consent()
      const organization = (origins: string[]) =>
        scene.house.call('PUT', `${API}/organization`, {
          token: scene.tenant.token,
          body: { redirect_origins: origins },
        })
      await organization(['https://other.example.com'])
      const { location, ...answer } = await scene.visit(callback)
      assertError(answer, 'oauth_state_unknown', 'completeOAuth')
      assert.equal(location, undefined)
      await organization([APP])
    })

    test('a state is good once, also for two that come at the same time', async () => {
      const callback = await scene.consent()
      const before = await count()
      const visits = await Promise.all([scene.visit(callback), scene.visit(callback), scene.visit(callback)])
      assert.equal(visits.filter(({ status }) => status === 302).length, 1)
      for (const visit of visits.filter(({ status }) => status !== 302))
        assertError(visit, 'oauth_state_unknown', 'completeOAuth')
      assertError(await scene.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      assert.equal(await count(), before + 1)
    })

    test('looking whether a callback is there does not use it up', async () => {
      const callback = await scene.consent()
      const { status } = await scene.house.call('HEAD', callback.pathname + callback.search)
      assert.equal(status, 404)
      assert.equal((await scene.visit(callback)).status, 302)
    })

    test('states that nobody was given', async () => {
      const callback = await scene.consent()
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
        const answer = await scene.visit(other)
        assert.ok(['oauth_state_unknown', 'invalid_request'].includes(answer.body.code), answer.text)
      }
      assert.equal((await scene.visit(callback)).status, 302, 'the real one is still good')
    })

    test('the answer of another service than the one that was asked is no answer', async () => {
      const callback = await scene.consent()
      const asked = scene.authorization.answered.length
      callback.pathname = callback.pathname.replace('lighthouse', 'beacon')
      assertError(await scene.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      assert.equal(scene.authorization.answered.length, asked, 'no code was sent anywhere')
    })

    test('a code of another authorization is of no use', async () => {
      const [mine, theirs] = [await scene.consent(), await scene.consent()]
      const injected = new URL(mine)
      injected.searchParams.set('code', theirs.searchParams.get('code') ?? '')
      const before = await count()
      const { query } = await scene.visit(injected)
      assert.equal(query.error, 'creation_failed')
      assert.match(query.error_description ?? '', /^The service answered 400/)
      assert.equal(await count(), before)
    })

    test('an authorization ends with the token that began it', async () => {
      const { house, tenant } = scene
      const { token, workspace_id } = await house.mint(tenant, 'ending')
      const path = `${API}/workspaces/${workspace_id}`
      const put = (status: string) => house.call('PUT', path, { token: tenant.token, body: { status } })
      const revoked = await house.mint(tenant, 'ending')
      const callbacks = {
        revoked: await scene.consent({}, revoked.token),
        epoch: await scene.consent({}, token),
        deleted: await scene.consent({ workspace_id }, tenant.token),
      }
      const revoking = await house.call('POST', `${API}/account/applications/token/revoke`, {
        token: revoked.token,
        body: {},
      })
      assert.equal(revoking.status, 200, revoking.text)
      assertError(await scene.visit(callbacks.revoked), 'oauth_state_unknown', 'completeOAuth')
      await put('inactive')
      await put('active')
      assertError(await scene.visit(callbacks.epoch), 'oauth_state_unknown', 'completeOAuth')
      await house.call('DELETE', path, { token: tenant.token })
      await house.mint(tenant, 'ending')
      assertError(await scene.visit(callbacks.deleted), 'oauth_state_unknown', 'completeOAuth')
    })

    test('one whose time is up', async () => {
      const callback = await scene.consent()
      const owner = { organization: scene.tenant.organization, workspace: scene.workspace_id }
      const { database, log } = scene.house.server.services
      await asPrincipal(database, owner, 'read write', (tx) =>
        tx.updateTable('oauth_flows').set({ expires_at: new Date() }).execute(),
      )
      assertError(await scene.visit(callback), 'oauth_state_unknown', 'completeOAuth')
      await purgeAuthorizations(database, log)
      const left = await asOperator(database, log, 'test', (tx) =>
        tx
          .selectFrom('oauth_flows')
          .select('flow_id')
          .where('workspace_id', '=', scene.workspace_id)
          .execute(),
      )
      assert.deepEqual(left, [])
    })

    test('a browser that cannot be sent back gets a page, in which nothing that came is markup', async () => {
      const path = '/api/v1/oauth/callback/lighthouse?state=%3Cimg%20src=x%3E&code=4711'
      const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
      for (const [where, status] of [
        [path, 400],
        ['/api/v1/oauth/callback/lighthouse?state=', 422],
        ['/api/v1/oauth/callback/lighthouse?state=x&%3Cscript%3E=1&state=y', 422],
        ['/api/v1/oauth/callback/%3Cimg%3E?state=x', 400],
      ] as const) {
        const page = await scene.house.call('GET', where, { headers })
        assert.equal(page.status, status, page.text)
        assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
        assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/)
        assert.equal(page.headers.get('referrer-policy'), 'no-referrer')
        assert.match(page.text, /<h1>The service was not connected/)
        assert.doesNotMatch(page.text, /<img|<script|4711/)
        assert.ok(page.text.includes(page.headers.get('x-request-id') ?? 'none'))
      }
      assertError(await scene.house.call('GET', path), 'oauth_state_unknown', 'completeOAuth')
      const elsewhere = await scene.house.call('GET', CONNECTORS, { headers })
      assert.match(elsewhere.headers.get('content-type') ?? '', /json/)
    })

    test('a foreign connector cannot be renewed, and looks like none', async () => {
      const stranger = await scene.house.createTenant('Stranger')
      await scene.configure(stranger)
      const theirs = await scene.house.mint(stranger, 'scene')
      const neighbour = await scene.house.mint(scene.tenant, 'neighbour')
      const connector_id = await scene.connect(await scene.authorization.issueTokens())
      for (const token of [theirs.token, neighbour.token, stranger.token]) {
        const foreign = await scene.initiate({ connector_type: undefined, connector_id }, token)
        assertError(foreign, 'connector_not_found', 'initiateOAuth')
      }
    })

    test('tokens for a connector that is gone meanwhile are taken back', async () => {
      const made = await scene.house.call('POST', CONNECTORS, {
        token: scene.scoped,
        body: { connector_type: 'lighthouse', credentials: { token: 'a-key-of-their-own' } },
      })
      const callback = await scene.consent({ connector_type: undefined, connector_id: made.body.id })
      await scene.house.call('DELETE', `${CONNECTORS}/${made.body.id}`, { token: scene.scoped })
      const revoked = scene.authorization.revoked.length
      const { query } = await scene.visit(callback)
      assert.equal(query.error, 'creation_failed')
      await until(() => scene.authorization.revoked.length === revoked + 1)
    })

    test("the organization's client goes nowhere but to the service", async () => {
      assertNames(
        await scene.initiate({ environment: { base_url: 'https://evil.example.com' } }),
        'invalid_configuration',
        'initiateOAuth',
        ['for the service itself'],
      )
      const self = await scene.house.call('POST', CONNECTORS, {
        token: scene.scoped,
        body: {
          connector_type: 'lighthouse',
          credentials: { token: 'a-key-of-their-own' },
          environment: { base_url: 'https://elsewhere.example.com' },
        },
      })
      assertError(
        await scene.initiate({ connector_type: undefined, connector_id: self.body.id }),
        'invalid_configuration',
        'initiateOAuth',
      )
      const { query } = await scene.visit(await scene.consent({ create_connector: false }))
      assertError(
        await scene.house.call('POST', CONNECTORS, {
          token: scene.scoped,
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
      const own = await scene.connect(await scene.authorization.issueTokens())
      const lent = (await scene.visit(await scene.consent())).query.connector_id as string
      for (const connector of [own, lent]) assert.equal((await scene.execute(connector)).status, 200)
      for (const token of scene.api.tokens()) await scene.authorization.expire(token)
      for (const connector of [own, lent]) await ageTokens(scene, connector)
      const thief = await startScriptedUpstream()
      thief.answer(json({ access_token: 'stolen' }))
      const moved = writeOAuthDocuments({ authorization: thief.url, api: scene.api.url })
      // The same connectors, on a server whose documents were changed.
      const { services } = scene.house.server
      const definitions = loadDefinitions(moved.path, services.log)
      const refresher = createTokenRefresher({
        ...services,
        definitions,
        process_id: services.idempotency.process_id,
      })
      const owner = { organization: scene.tenant.organization, workspace: scene.workspace_id }
      for (const [connector, code] of [
        [own, 'needs_reauthentication'],
        [lent, 'oauth_not_configured'],
      ] as const) {
        const connection = await services.connections.load(owner as never, connector)
        await assert.rejects(refresher.renewed(owner as never, connection, 5_000), { code })
      }
      assert.deepEqual(thief.arrived, [])
      // The list says so, instead of that all is well.
      const tenant = { organization: scene.tenant.organization }
      const clients = await listOAuthCredentials({ ...services, definitions }, tenant as never, {} as never)
      const lighthouse = clients.data.find(({ connector_name }) => connector_name === 'lighthouse')
      assert.equal(lighthouse?.credentials?.status, 'outdated')
      await thief.close()
      moved.remove()
    })

    test('tokens that are due are renewed ahead of time, but not in an inactive workspace', async () => {
      const { database, log, tokenRefresher } = scene.house.server.services
      const awake = (await scene.visit(await scene.consent())).query.connector_id as string
      const asleep = await scene.house.mint(scene.tenant, 'asleep')
      await scene.visit(await scene.consent({ workspace_id: asleep.workspace_id }, scene.tenant.token))
      await asPrincipal(database, { organization: scene.tenant.organization }, 'read write', (tx) =>
        tx
          .updateTable('connector_tokens')
          .set({ refresh_at: new Date(0) })
          .where('client', '=', 'organization')
          .execute(),
      )
      await scene.house.call('PUT', `${API}/workspaces/${asleep.workspace_id}`, {
        token: scene.tenant.token,
        body: { status: 'inactive' },
      })
      while (await renewDueTokens(database, log, tokenRefresher));
      const rows = await asPrincipal(
        database,
        { organization: scene.tenant.organization },
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
      const seen = scene.refreshes()
      assert.equal((await scene.execute(awake)).status, 200)
      assert.equal(scene.refreshes(), seen, 'the call needed none')
    })

    test('a deleted connector’s refresh token is taken back, and that is on record', async () => {
      const { refresh_token } = await scene.authorization.issueTokens()
      const connector = await scene.connect({ refresh_token })
      const lent = (await scene.visit(await scene.consent())).query.connector_id as string
      const revoked = scene.authorization.revoked.length
      for (const id of [connector, lent])
        assert.equal(
          (await scene.house.call('DELETE', `${CONNECTORS}/${id}`, { token: scene.scoped })).status,
          202,
        )
      await until(() => scene.authorization.revoked.length === revoked + 2)
      assert.ok(scene.authorization.revoked.includes(refresh_token))
      await until(async () => (await records()).length === 2)
      assert.ok((await records()).every(({ outcome }: { outcome: string }) => outcome === 'done'))

      async function records() {
        const { body } = await scene.house.call('GET', `${API}/audit?event=connector.tokens_revoked`, {
          token: scene.tenant.token,
        })
        return body.data.filter(({ subject_id }: { subject_id: string }) =>
          [connector, lent].includes(subject_id),
        )
      }
    })

    test('no code, state, token or secret is in a log or a table', async () => {
      const callback = await scene.consent()
      const code = callback.searchParams.get('code') ?? ''
      const state = callback.searchParams.get('state') ?? ''
      const { query } = await scene.visit(callback)
      await scene.execute(query.connector_id ?? '')
      const [access_token = ''] = scene.api.tokens().slice(-1)
      const tokens = await scene.authorization.issueTokens()
      await scene.connect(tokens)
      const held = (await scene.visit(await scene.consent({ create_connector: false }))).query
      const pending = await scene.consent()
      const secrets = {
        code,
        state,
        pending: pending.searchParams.get('state') ?? '',
        access_token,
        client_secret: CLIENT.client_secret,
        refresh_token: tokens.refresh_token,
        held: held.server_side_oauth_secret_id,
      }
      await scene.close()
      const tables = [...(await readTables(store)).values()].flat().join('\n')
      const places = { log: scene.house.log.join('\n'), tables }
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

  /** A house that may reach nothing private, with the authorization server at `host`. */
  async function openAt(host: string, addresses: readonly string[]) {
    assert.ok(engine)
    const { port } = trap.address() as { port: number }
    const documents = writeOAuthDocuments({
      authorization: `https://${host}:${port}`,
      api: 'https://api.example.com',
    })
    const house = await openHouse(engine, {
      environment: { BULKHEAD_CONNECTORS_DIR: documents.path, BULKHEAD_EGRESS_ALLOW: '' },
      sending: {
        lookup: (_, callback) =>
          callback(
            null,
            addresses.map((address) => ({ address, family: 4 })),
          ),
      },
    })
    const { token } = await house.mint(await house.createTenant('Acme'), 'scene')
    const call = (method: string, path: string, body?: object) =>
      house.call(method, path, { token, ...(body && { body }) })
    const close = () => house.close().then(documents.remove)
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

  test('a name that turns out to be one is refused when it is dialled', async () => {
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
