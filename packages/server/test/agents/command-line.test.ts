import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { resetPerson } from '@bulkhead/server/people/reset-person'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import {
  type AgentTokens,
  askDeviceCode,
  COMMAND_LINE,
  callMcp,
  decide,
  finish,
  openAuthorization,
  readClaims,
  redeemCode,
  redeemDeviceCode,
  refresh,
  registerAgent,
  send,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import {
  type SignedInPerson,
  setLevels,
  setSecondFactor,
  signUpOwner,
  signUpPerson,
} from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const SCOPED_TOKEN = '/api/v1/account/applications/scoped-token'
const REVOKE = '/api/v1/account/applications/token/revoke'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`signing the command line in on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    let workspace_id: string

    before(async () => {
      ;({ testServer, tenant, owner, workspace_id } = await startOwnedServer(engine))
    })
    after(() => testServer.close())

    /** Signs in on loopback. */
    async function logIn(
      person: SignedInPerson,
      decision: object,
      asked: Readonly<Record<string, string>> = {},
    ): Promise<AgentTokens & Readonly<Record<string, unknown>>> {
      const { begun, answer } = await openAuthorization(testServer, COMMAND_LINE, asked)
      assert.ok(begun, JSON.stringify(answer.body))
      const decided = await decide(testServer, person, begun, decision)
      assert.equal(decided.status, 200, decided.text)
      const callback = await finish(testServer, begun, decided.body.redirect_to)
      const { status, body } = await redeemCode(testServer, COMMAND_LINE, begun, callback)
      assert.equal(status, 200, JSON.stringify(body))
      return body
    }

    const call = (token: string, method: string, path: string, body?: unknown) =>
      testServer.call(method, path, { token, body })

    test('it reaches what the person reaches, and nothing that takes a browser', async () => {
      const tokens = await logIn(owner, { everywhere: true })
      const { access_token: token } = tokens
      assert.equal(tokens.person_email, owner.email)
      assert.equal(tokens.organization_id, tenant.organization)
      assert.equal(tokens.workspace_id, undefined)
      const claims = readClaims(token)
      assert.deepEqual([claims.aud].flat(), [testServer.server.services.audience])
      assert.equal(claims.workspace_id, undefined)
      assert.equal((await call(token, 'GET', '/api/v1/people')).status, 200)
      const minted = await call(token, 'POST', SCOPED_TOKEN, {
        workspace_name: 'acme',
        create_workspace: false,
      })
      assert.equal(minted.status, 200, minted.text)
      assert.equal((await callMcp(testServer, minted.body.token, 'tools/list')).status, 200)
      // MCP is for agents, which are in one workspace.
      assert.equal((await callMcp(testServer, token, 'tools/list')).status, 401)
      assert.equal((await call(token, 'GET', '/auth/session')).body.code, 'not_permitted')
      const { grant_id } = claims
      assert.equal(readClaims(minted.body.token).client_name, 'Bulkhead command line')
      const created = await call(token, 'POST', '/api/v1/applications', { name: 'by-command-line' })
      assert.equal(created.status, 200, created.text)
      const audit = await call(
        tenant.token,
        'GET',
        `/api/v1/audit?event=application.created&grant_id=${grant_id}`,
      )
      assert.deepEqual(
        audit.body.data.map((one: Record<string, unknown>) => [
          one.person_id,
          one.client_id,
          one.client_name,
        ]),
        [[owner.person, 'bulkhead_cli', 'Bulkhead command line']],
      )
      // When the grant ends, the tokens minted with it end too.
      await testServer.call('DELETE', `/api/v1/agent-grants/${grant_id}`, { headers: owner.headers })
      assert.equal((await call(token, 'GET', '/api/v1/people')).status, 401)
      assert.equal((await callMcp(testServer, minted.body.token, 'tools/list')).status, 401)
      assert.equal(
        (await refresh(testServer, COMMAND_LINE, tokens.refresh_token)).body.error,
        'invalid_grant',
      )
    })

    test('a key that it made ends with it, one of the web app does not', async () => {
      const keys = `/api/v1/workspaces/${workspace_id}/keys`
      const { access_token, refresh_token } = await logIn(owner, { everywhere: true })
      const made = await call(access_token, 'POST', keys, { name: 'of the command line' })
      const kept = await testServer.call('POST', keys, {
        ...{ headers: owner.headers, body: { name: 'of the web app' } },
      })
      const works = async ({ body }: { body: { key: string } }) =>
        (await callMcp(testServer, body.key, 'tools/list')).status
      assert.deepEqual([await works(made), await works(kept)], [200, 200])
      const form = { token: refresh_token, client_id: COMMAND_LINE.client_id }
      assert.equal((await send(testServer, 'POST', '/oauth/revoke', { form })).status, 200)
      assert.deepEqual([await works(made), await works(kept)], [401, 200])
      const { body } = await testServer.call('GET', keys, { headers: owner.headers })
      assert.deepEqual(
        body.data.map(({ id }: { id: string }) => id),
        [kept.body.id],
      )
      await testServer.call('DELETE', `${keys}/${kept.body.id}`, { headers: owner.headers })
    })

    test('the rights of a member are looked at with each request', async () => {
      const member = await signUpPerson(testServer, tenant, 'member')
      const { access_token: token, refresh_token } = await logIn(member, { everywhere: true })
      const workspaces = async (bearer: string) =>
        (await call(bearer, 'GET', '/api/v1/workspaces')).body.data.map(({ name }: { name: string }) => name)
      assert.deepEqual(await workspaces(token), ['default'])
      assert.equal((await call(token, 'GET', '/api/v1/people')).body.code, 'not_permitted')
      const raised = await testServer.call(
        'PUT',
        `/api/v1/workspaces/${workspace_id}/members/${member.person}`,
        { headers: owner.headers, body: { level: 'user' } },
      )
      assert.equal(raised.status, 200, raised.text)
      const again = await refresh(testServer, COMMAND_LINE, refresh_token)
      assert.equal(again.status, 200, JSON.stringify(again.body))
      assert.deepEqual((await workspaces(again.body.access_token)).toSorted(), ['acme', 'default'])
      const removed = await testServer.call('DELETE', `/api/v1/people/${member.person}`, {
        headers: owner.headers,
      })
      assert.equal(removed.status, 200, removed.text)
      assert.equal((await call(again.body.access_token, 'GET', '/api/v1/workspaces')).status, 401)
    })

    test('one that reads mints what reads, and changes nothing', async () => {
      const { access_token: token, read_only } = await logIn(
        owner,
        { everywhere: true },
        { scope: 'mcp:read' },
      )
      assert.equal(read_only, true)
      assert.equal((await call(token, 'GET', '/api/v1/applications')).status, 200)
      const mint = (body: object) =>
        call(token, 'POST', SCOPED_TOKEN, { workspace_id, create_workspace: false, ...body })
      for (const body of [{}, { entities: ['issues'] }]) {
        const minted = await mint(body)
        assert.equal(minted.status, 200, minted.text)
        assert.deepEqual(readClaims(minted.body.token).grant, { ...body, read_only: true })
      }
      const created = await call(token, 'POST', '/api/v1/applications', { name: 'an-app' })
      assert.equal(created.body.code, 'not_granted', created.text)
      const keys = `/api/v1/workspaces/${workspace_id}/keys`
      const key = await testServer.call('POST', keys, { headers: owner.headers, body: { name: 'worker' } })
      assert.equal(key.status, 200, key.text)
      const { grant_id, jti } = readClaims(token)
      for (const token_id of [key.body.id, owner.session, grant_id, randomUUID()]) {
        const revoked = await call(token, 'POST', REVOKE, { token_id })
        assert.equal(revoked.body.code, 'not_granted', revoked.text)
      }
      assert.equal((await callMcp(testServer, key.body.key, 'tools/list')).status, 200)
      await testServer.call('DELETE', `${keys}/${key.body.id}`, { headers: owner.headers })
      assert.equal((await call(token, 'POST', REVOKE, { token_id: jti })).status, 200)
      assert.equal((await call(token, 'GET', '/api/v1/applications')).status, 401)
    })

    test('in one workspace it is a scoped token, for API and MCP', async () => {
      const { access_token: token, workspace_name } = await logIn(
        owner,
        { workspace_id },
        { workspace: 'acme' },
      )
      assert.equal(workspace_name, 'acme')
      assert.equal((await callMcp(testServer, token, 'tools/list')).status, 200)
      const info = await call(token, 'GET', '/api/v1/account/applications/scoped-token/info')
      assert.equal(info.status, 200, info.text)
      assert.equal(info.body.workspace_id, workspace_id)
      assert.equal((await call(token, 'GET', '/api/v1/people')).body.code, 'not_permitted')
    })

    test('it waits while its person lacks a second factor that is required, and so does an agent', async () => {
      const strict = await testServer.createTenant('Strict')
      const [boss, person] = [await signUpOwner(testServer, strict), await signUpOwner(testServer, strict)]
      const workspace = await testServer.mint(strict, 'acme')
      await setSecondFactor(testServer, boss)
      const everywhere = await logIn(person, { everywhere: true })
      const agent = await logIn(person, { workspace_id: workspace.workspace_id }, { workspace: 'acme' })
      const body = { second_factor: true }
      const required = await testServer.call('PUT', '/api/v1/sign-in', { headers: boss.headers, body })
      assert.equal(required.status, 200, required.text)
      assert.equal((await call(everywhere.access_token, 'GET', '/api/v1/people')).status, 401)
      assert.equal((await callMcp(testServer, agent.access_token, 'tools/list')).status, 401)
      for (const { refresh_token } of [everywhere, agent]) {
        const { status, body } = await refresh(testServer, COMMAND_LINE, refresh_token)
        assert.deepEqual([status, body.error], [400, 'temporarily_unavailable'])
      }
      await setSecondFactor(testServer, person)
      const [first, second] = [
        await refresh(testServer, COMMAND_LINE, everywhere.refresh_token),
        await refresh(testServer, COMMAND_LINE, agent.refresh_token),
      ]
      assert.equal((await call(first.body.access_token, 'GET', '/api/v1/people')).status, 200)
      assert.equal((await callMcp(testServer, second.body.access_token, 'tools/list')).status, 200)
    })

    test('it ends when the operator resets its person, with agents and keys', async () => {
      const person = await signUpOwner(testServer, tenant)
      const everywhere = await logIn(person, { everywhere: true })
      const agent = await logIn(person, { workspace_id }, { workspace: 'acme' })
      const keys = `/api/v1/workspaces/${workspace_id}/keys`
      const key = await testServer.call('POST', keys, { headers: person.headers, body: { name: 'worker' } })
      const reached = async () => [
        (await call(everywhere.access_token, 'GET', '/api/v1/people')).status,
        (await callMcp(testServer, agent.access_token, 'tools/list')).status,
        (await callMcp(testServer, key.body.key, 'tools/list')).status,
      ]
      assert.deepEqual(await reached(), [200, 200, 200])
      const { organization } = tenant
      const ended = await resetPerson(testServer.server.services, { organization, person: person.person })
      assert.equal(ended, 1, 'sessions')
      assert.deepEqual(await reached(), [401, 401, 401])
      for (const { refresh_token } of [everywhere, agent])
        assert.equal((await refresh(testServer, COMMAND_LINE, refresh_token)).body.error, 'invalid_grant')
    })

    test('a code that is typed on another device is redeemed once', async () => {
      const asked = await askDeviceCode(testServer)
      assert.equal(asked.status, 200, JSON.stringify(asked.body))
      const { device_code, user_code, ...rest } = asked.body
      const { issuer } = testServer.server.services
      assert.deepEqual(rest, { verification_uri: `${issuer}/device`, expires_in: 600, interval: 5 })
      assert.match(user_code, /^[A-Z]{4}-[A-Z]{4}$/)
      assert.equal((await redeemDeviceCode(testServer, device_code)).body.error, 'authorization_pending')
      const typed = { user_code: user_code.toLowerCase().replace('-', ' ') }
      const shown = await testServer.call('POST', '/oauth/device/request', {
        headers: owner.headers,
        body: typed,
      })
      assert.equal(shown.status, 200, shown.text)
      assert.equal(shown.body.network, 'same_network')
      assert.equal(shown.body.client.kind, 'first_party')
      const decision = { headers: owner.headers, body: { ...typed, allow: true, everywhere: true } }
      const decided = await testServer.call('POST', '/oauth/device/decision', decision)
      assert.deepEqual(decided.body, { allowed: true }, decided.text)
      const twice = await testServer.call('POST', '/oauth/device/decision', decision)
      assert.equal(twice.body.code, 'device_sign_in_not_found')
      const redeemed = await redeemDeviceCode(testServer, device_code)
      assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body))
      assert.equal((await call(redeemed.body.access_token, 'GET', '/api/v1/people')).status, 200)
      assert.equal((await refresh(testServer, COMMAND_LINE, redeemed.body.refresh_token)).status, 200)
      assert.equal((await redeemDeviceCode(testServer, device_code)).body.error, 'invalid_grant')
    })
  })
}

const [engine] = engines
assert.ok(engine)

suite('attacks on the sign-in of the command line', () => {
  let testServer: TestServer
  let tenant: Tenant
  let owner: SignedInPerson

  before(async () => {
    testServer = await startTestServer(engine)
    tenant = await testServer.createTenant('Home')
    owner = await signUpOwner(testServer, tenant)
  })
  after(() => testServer.close())

  const page = (path: string, person: SignedInPerson, body: unknown) =>
    testServer.call('POST', path, { headers: person.headers, body })

  test('no other client is let act everywhere, nor by a code', async () => {
    const client = await registerAgent(testServer, {
      client_name: 'Bulkhead command line',
      grant_types: ['authorization_code', 'urn:ietf:params:oauth:grant-type:device_code'],
    })
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    const decided = await decide(testServer, owner, begun, { everywhere: true })
    assert.equal(decided.status, 422, decided.text)
    const asked = await askDeviceCode(testServer, { client_id: client.client_id })
    assert.match(asked.body.error_description, /device_code is not allowed/)
    const { device_code } = (await askDeviceCode(testServer)).body
    const stolen = await redeemDeviceCode(testServer, device_code, client.client_id)
    assert.match(stolen.body.error_description, /grant type is not allowed/)
  })

  test('its code goes to loopback alone, and for the API alone', async () => {
    for (const asked of [
      { redirect_uri: 'https://evil.example/callback' },
      { redirect_uri: 'http://127.0.0.1:50123/other' },
      { redirect_uri: 'http://localhost:50123/callback' },
      { resource: testServer.server.services.mcpResource },
    ]) {
      const { begun } = await openAuthorization(testServer, COMMAND_LINE, asked)
      assert.equal(begun, undefined, JSON.stringify(asked))
    }
  })

  test('what asks for one workspace is not given all of them', async () => {
    const { begun } = await openAuthorization(testServer, COMMAND_LINE, { workspace: 'acme' })
    assert.ok(begun)
    const decided = await decide(testServer, owner, begun, { everywhere: true })
    assert.equal(decided.status, 422, decided.text)
  })

  test('consent takes a fresh sign-in, for a code to read as well', async () => {
    const stale = await signUpPerson(testServer, tenant, 'admin')
    await asIdentity(testServer.server.services.database, 'read write', (tx) =>
      tx
        .updateTable('identity.sessions')
        .set({ created_at: new Date(Date.now() - 16 * 60_000) })
        .where('id', '=', stale.session)
        .execute(),
    )
    const { begun } = await openAuthorization(testServer, COMMAND_LINE)
    assert.ok(begun)
    const decided = await decide(testServer, stale, begun, { everywhere: true })
    assert.equal(decided.body.code, 'recent_sign_in_required')
    const { user_code } = (await askDeviceCode(testServer, { scope: 'mcp:read' })).body
    const typed = await page('/oauth/device/decision', stale, { user_code, allow: true, everywhere: true })
    assert.equal(typed.body.code, 'recent_sign_in_required')
  })

  test('codes that are wrong, refused or too old end, and wrong ones are counted and recorded', async () => {
    const refused = (await askDeviceCode(testServer)).body
    const no = await page('/oauth/device/decision', owner, { user_code: refused.user_code, allow: false })
    assert.deepEqual(no.body, { allowed: false }, no.text)
    assert.equal((await redeemDeviceCode(testServer, refused.device_code)).body.error, 'access_denied')
    const old = (await askDeviceCode(testServer)).body
    await asIdentity(testServer.server.services.database, 'read write', (tx) =>
      tx
        .updateTable('identity.agent_rows')
        .set({ expires_at: new Date(Date.now() - 1_000) })
        .where('model', '=', 'DeviceCode')
        .execute(),
    )
    const guesser = await signUpPerson(testServer, tenant, 'admin')
    const guess = (user_code: string) => page('/oauth/device/request', guesser, { user_code })
    assert.equal((await guess(old.user_code)).body.code, 'device_sign_in_not_found')
    assert.equal((await redeemDeviceCode(testServer, old.device_code)).status, 400)
    const { user_code } = (await askDeviceCode(testServer)).body
    for (let count = 1; count < 10; count++)
      assert.equal((await guess('BCDF-GHJK')).body.code, 'device_sign_in_not_found', `${count}`)
    assert.equal((await guess(user_code)).body.code, 'rate_limited')
    const audit = await testServer.call('GET', '/api/v1/audit?limit=100', { headers: owner.headers })
    const events = audit.body.data.filter(
      ({ code, person_id }: Readonly<Record<string, unknown>>) =>
        code === 'device_sign_in_not_found' && person_id === guesser.person,
    )
    assert.ok(events.length > 0, audit.text.slice(0, 400))
  })

  test('codes can be turned off', async () => {
    const off = await startTestServer(engine, { environment: { BULKHEAD_DEVICE_SIGN_IN: 'off' } })
    try {
      assert.match((await askDeviceCode(off)).body.error_description, /device_code is not allowed/)
      const { body } = await send(off, 'GET', '/.well-known/oauth-authorization-server')
      assert.equal(body.device_authorization_endpoint, undefined)
    } finally {
      await off.close()
    }
  })

  test('a viewer cannot let it act in a workspace', async () => {
    const viewer = await signUpPerson(testServer, tenant, 'member')
    const { workspace_id } = await testServer.mint(tenant, 'looked-at')
    await setLevels(testServer, tenant, workspace_id, { viewer })
    const { begun } = await openAuthorization(testServer, COMMAND_LINE)
    assert.ok(begun)
    assert.equal((await decide(testServer, viewer, begun, { workspace_id })).body.code, 'not_permitted')
  })
})
