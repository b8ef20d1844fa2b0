import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { createClientStore } from '@bulkhead/server/agents/clients'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  finish,
  openAuthorization,
  redeemCode,
  refresh,
  registerAgent,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import { type SignedInPerson, setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import type { Tenant, TestServer } from '@bulkhead/testing/test-server'

const [engine] = engines
assert.ok(engine)

// Refusals do not depend on the engine, so one engine is enough.
suite('attacks on the sign-in of programs', () => {
  let testServer: TestServer
  let tenant: Tenant
  let owner: SignedInPerson
  let workspace_id: string

  before(async () => {
    ;({ testServer, tenant, owner, workspace_id } = await startOwnedServer(engine))
  })
  after(async () => {
    await testServer.close()
    await engine.close()
  })

  test('a redirect URI is the registered one, or on loopback one at another port', async () => {
    const client = await registerAgent(testServer)
    const redirect_uri = 'https://agents.example/callback/'
    const { answer, begun } = await openAuthorization(testServer, { ...client, redirect_uri })
    assert.deepEqual([answer.status, begun, answer.headers.get('location')], [400, undefined, null])
    const local = await registerAgent(testServer, { redirect_uris: ['http://localhost:1234/callback'] })
    const led = async (redirect_uri: string) =>
      (await openAuthorization(testServer, { ...local, redirect_uri })).begun !== undefined
    assert.equal(await led('http://localhost:61001/callback'), true)
    assert.equal(await led('http://localhost:61001/other'), false)
  })

  test('a program that registers itself may be redirected over https, on loopback and to an app alone', async () => {
    const refused = ['https://agents.example/callback', 'http://agents.example/callback']
    const json = { redirect_uris: refused }
    const { status, body } = await send(testServer, 'POST', '/oauth/register', { json })
    assert.deepEqual([status, body.error], [400, 'invalid_redirect_uri'])
    assert.match(body.error_description, /https/)
    const redirect_uris = [
      'http://[::1]:1234/callback',
      'cursor://anysphere.cursor-mcp/oauth/callback',
      'https://agents.example/callback',
    ]
    await registerAgent(testServer, { redirect_uris })
  })

  test('metadata that this server does not use, or cannot store, do not keep a program from registering', async () => {
    const register = (json: object) => send(testServer, 'POST', '/oauth/register', { json })
    const redirect_uris = ['https://agents.example/callback']
    for (const more of [
      { client_name: '', client_uri: '', logo_uri: '', policy_uri: '', tos_uri: '' },
      { client_name: 'a\0b' },
      { client_name: 'a\ud800b' },
      { client_name: 5, client_uri: 'vscode://agents', logo_uri: null, software_id: '\0' },
    ]) {
      const { status, body } = await register({ redirect_uris, ...more })
      assert.equal(status, 201, JSON.stringify([more, body]))
      assert.ok(!('client_name' in body))
    }
    const { status, body } = await register({ redirect_uris: [`${redirect_uris[0]}\0`] })
    assert.deepEqual([status, body.error], [400, 'invalid_redirect_uri'])
  })

  test('a name that a program chose itself is not blank, and neither reorders nor breaks the text around it', async () => {
    const client = await registerAgent(testServer, {
      client_name: ' Cla\u202eude\u2066 \n\t of\u200f\u2028 Anna ',
    })
    const { begun } = await openAuthorization(testServer, client)
    const { body, text } = await testServer.call('GET', `/oauth/authorize/${begun?.id}/request`, {
      headers: { cookie: `${owner.cookie}; ${begun?.cookie}` },
    })
    assert.equal(body.client?.name, 'Cla ude of Anna', text)
  })

  test('an authorization is begun by GET alone, since a page of others can send a form', async () => {
    const { status, body } = await send(testServer, 'POST', '/oauth/authorize', { form: { client_id: 'x' } })
    assert.deepEqual([status, body.code], [404, 'route_not_found'])
  })

  test('PKCE is required, and by S256 alone', async () => {
    const client = await registerAgent(testServer)
    for (const asked of [
      { code_challenge: undefined, code_challenge_method: undefined },
      { code_challenge_method: 'plain' },
      { code_challenge_method: undefined },
    ]) {
      const { answer, begun } = await openAuthorization(testServer, client, asked)
      assert.equal(begun, undefined)
      const { searchParams } = new URL(answer.headers.get('location') ?? '')
      assert.equal(searchParams.get('error'), 'invalid_request')
      assert.equal(searchParams.get('iss'), testServer.server.services.issuer)
    }
    const { code, begun } = await getCode(client)
    for (const verifier of ['', 'x'.repeat(43), `${begun.verifier.slice(1)}x`]) {
      const wrong = { ...begun, verifier }
      assert.equal((await redeemCode(testServer, client, wrong, code)).body.error, 'invalid_grant', verifier)
    }
    // A wrong guess does not use up the code.
    assert.equal((await redeemCode(testServer, client, begun, code)).status, 200)
  })

  test('a resource of another server is refused at both ends', async () => {
    const client = await registerAgent(testServer)
    const { answer } = await openAuthorization(testServer, client, { resource: 'https://other.example/mcp' })
    assert.match(answer.headers.get('location') ?? '', /error=invalid_target/)
    const { mcpResource } = testServer.server.services
    const slash = await openAuthorization(testServer, client, { resource: `${mcpResource}/` })
    assert.match(slash.answer.headers.get('location') ?? '', /error=invalid_target/)
    const { code, begun } = await getCode(client)
    const { body } = await redeemCode(testServer, client, begun, code, {
      resource: 'https://other.example/mcp',
    })
    assert.equal(body.error, 'invalid_target')
    // A refresh for another resource does not use up the token.
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id }, client)
    const form = { grant_type: 'refresh_token', client_id: client.client_id }
    for (const resource of ['https://other.example/mcp', `${mcpResource}/`, 'nonsense']) {
      const { status, body: refused } = await send(testServer, 'POST', '/oauth/token', {
        form: { ...form, refresh_token: tokens.refresh_token, resource },
      })
      assert.deepEqual([status, refused.error], [400, 'invalid_target'], resource)
    }
    const next = await send(testServer, 'POST', '/oauth/token', {
      form: { ...form, refresh_token: tokens.refresh_token, resource: mcpResource },
    })
    assert.equal(next.status, 200, JSON.stringify(next.body))
  })

  test('a code goes into the query of the redirect URI alone', async () => {
    const client = await registerAgent(testServer)
    assert.ok((await openAuthorization(testServer, client, { response_mode: 'query' })).begun)
    for (const response_mode of ['fragment', 'form_post', 'web_message']) {
      const { answer, begun } = await openAuthorization(testServer, client, { response_mode })
      assert.equal(begun, undefined, response_mode)
      const { searchParams } = new URL(answer.headers.get('location') ?? '')
      assert.equal(searchParams.get('error'), 'unsupported_response_mode')
    }
  })

  test('a link to a sign-in that began elsewhere leads nowhere', async () => {
    const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
    assert.ok(begun)
    const other = await openAuthorization(testServer, await registerAgent(testServer))
    for (const cookie of ['', other.begun?.cookie ?? '']) {
      const decided = await decide(testServer, owner, { ...begun, cookie }, { workspace_id })
      assert.equal(decided.body.code, 'agent_sign_in_not_found')
    }
    const decided = await decide(testServer, owner, begun, { workspace_id })
    assert.equal(decided.status, 200)
    const { pathname } = new URL(decided.body.redirect_to)
    const stolen = await send(testServer, 'GET', pathname)
    assert.equal(stolen.headers.get('location'), null)
    assert.equal(stolen.status, 400)
    // A decision cannot be changed.
    assert.equal((await decide(testServer, owner, begun, { workspace_id })).status, 404)
  })

  test('a decision requires the CSRF token, and the page cannot be framed', async () => {
    const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
    assert.ok(begun)
    const { 'x-csrf-token': _, ...headers } = Object.fromEntries(
      Object.entries(owner.headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const forged = await testServer.call('POST', `/oauth/authorize/${begun.id}/decision`, {
      headers: { ...headers, cookie: `${owner.cookie}; ${begun.cookie}` },
      body: { allow: true, workspace_id },
    })
    assert.equal(forged.body.code, 'csrf_refused')
    const page = await fetch(`${testServer.server.url}/authorize?id=${begun.id}`, {
      headers: { accept: 'text/html' },
    })
    assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/)
    assert.equal(page.headers.get('x-frame-options'), 'DENY')
  })

  test('a workspace of another organization, and one whose access ended since, are not found', async () => {
    const other = await testServer.createTenant('Other')
    const foreign = (await testServer.mint(other, 'acme')).workspace_id
    const member = await signUpPerson(testServer, tenant, 'member')
    await setLevels(testServer, tenant, workspace_id, { user: member })
    const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
    assert.ok(begun)
    for (const id of [foreign, crypto.randomUUID()]) {
      const decided = await decide(testServer, owner, begun, { workspace_id: id })
      assert.equal(decided.body.code, 'workspace_not_found')
    }
    const gone = await testServer.call(
      'DELETE',
      `/api/v1/workspaces/${workspace_id}/members/${member.person}`,
      { headers: owner.headers },
    )
    assert.equal(gone.status, 200, gone.text)
    assert.equal((await decide(testServer, member, begun, { workspace_id })).body.code, 'workspace_not_found')
  })

  test('rights that are lost between decision and code give no token', async () => {
    const member = await signUpPerson(testServer, tenant, 'member')
    await setLevels(testServer, tenant, workspace_id, { user: member })
    const client = await registerAgent(testServer)
    const { code, begun } = await getCode(client, member)
    await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}/members/${member.person}`, {
      headers: owner.headers,
    })
    assert.equal((await redeemCode(testServer, client, begun, code)).body.error, 'invalid_grant')
  })

  test('a viewer grants nothing, and a user no changes of connectors', async () => {
    const viewer = await signUpPerson(testServer, tenant, 'member')
    const user = await signUpPerson(testServer, tenant, 'member')
    await setLevels(testServer, tenant, workspace_id, { viewer, user })
    for (const [person, decision] of [
      [viewer, {}],
      [user, { manages: true }],
    ] as const) {
      const { begun } = await openAuthorization(testServer, await registerAgent(testServer))
      assert.ok(begun)
      const decided = await decide(testServer, person, begun, { workspace_id, ...decision })
      assert.equal(decided.body.code, 'not_permitted', decided.text)
    }
  })

  test('one person sees and ends nothing of another, and an admin everything', async () => {
    const members = [
      await signUpPerson(testServer, tenant, 'member'),
      await signUpPerson(testServer, tenant, 'member'),
    ] as const
    await setLevels(testServer, tenant, workspace_id, { user: members[0] })
    const { grant_id } = await signAgentIn(testServer, members[0], { workspace_id })
    const end = ({ headers }: SignedInPerson) =>
      testServer.call('DELETE', `/api/v1/agent-grants/${grant_id}`, { headers })
    const list = async ({ headers }: SignedInPerson) =>
      (await testServer.call('GET', '/api/v1/agent-grants', { headers })).body.data.map(
        ({ id }: { id: string }) => id,
      )
    assert.deepEqual(await list(members[1]), [])
    assert.equal((await end(members[1])).body.code, 'agent_grant_not_found')
    const stranger = await signUpOwner(testServer, await testServer.createTenant('Strangers'))
    assert.equal((await end(stranger)).body.code, 'agent_grant_not_found')
    assert.ok((await list(owner)).includes(grant_id))
    assert.equal((await end(owner)).status, 200)
  })

  test('a narrowed program is held to it, and offers no removal', async () => {
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id, narrowing: { read_only: true } })
    const { body, text } = await callMcp(testServer, tokens.access_token, 'tools/list')
    const listed = (body ?? JSON.parse(text.slice(text.indexOf('{')))).result.tools.map(
      ({ name }: { name: string }) => name,
    )
    assert.ok(listed.includes('execute'))
    assert.ok(!listed.includes('remove_connector') && !listed.includes('connect_service'), listed)
  })

  test('removing a person ends what the person granted', async () => {
    const member = await signUpPerson(testServer, tenant, 'member')
    await setLevels(testServer, tenant, workspace_id, { user: member })
    const { client, tokens } = await signAgentIn(testServer, member, { workspace_id })
    const removed = await testServer.call('DELETE', `/api/v1/people/${member.person}`, {
      headers: owner.headers,
    })
    assert.equal(removed.status, 200)
    assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 401)
    assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
  })

  test('deleting a workspace ends what is granted in it', async () => {
    const { workspace_id: short } = await testServer.mint(tenant, 'short')
    const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id: short })
    const deleted = await testServer.call('DELETE', `/api/v1/workspaces/${short}`, { token: tenant.token })
    assert.equal(deleted.status, 200, deleted.text)
    assert.equal((await callMcp(testServer, tokens.access_token, 'tools/list')).status, 401)
    assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
  })

  test('a document at a private address is not fetched', async () => {
    for (const client_id of [
      'https://10.0.0.1/client.json',
      'https://169.254.169.254/latest',
      'https://[::1]/x',
    ]) {
      const { answer, begun } = await openAuthorization(testServer, {
        client_id,
        redirect_uri: 'https://agents.example/callback',
      })
      assert.equal(begun, undefined)
      assert.equal(answer.headers.get('location'), null)
      assert.match(JSON.stringify(answer.body), /temporarily_unavailable/)
    }
  })

  test('beyond the limit of registrations, the oldest unused client makes room', async () => {
    const { errors } = await import('oidc-provider')
    const { database } = testServer.server.services
    const used = await signAgentIn(testServer, owner, { workspace_id })
    const inUse = await forgetUnusedClients()
    const clients = createClientStore({ database, errors, most: inUse + 2 })
    const register = (client_id: string) => clients.upsert(client_id, { redirect_uris: [] }, 0)
    for (const name of ['first', 'second', 'third', 'fourth']) await register(name)
    const ids = [used.client.client_id, 'first', 'second', 'third', 'fourth']
    const found = await Promise.all(ids.map(async (id) => (await clients.find(id)) !== undefined))
    assert.deepEqual(found, [true, false, false, true, true])
    // If all clients are in use, none is deleted.
    await forgetUnusedClients()
    await assert.rejects(createClientStore({ database, errors, most: inUse }).upsert('fifth', {}, 0), {
      status: 503,
    })
  })

  /** @returns Number of clients in use. */
  function forgetUnusedClients() {
    return asIdentity(testServer.server.services.database, 'read write', async (tx) => {
      await tx
        .deleteFrom('identity.agent_clients as c')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('identity.agent_grants as g')
                .select('g.grant_id')
                .whereRef('g.client_id', '=', 'c.client_id'),
            ),
          ),
        )
        .execute()
      return (await tx.selectFrom('identity.agent_clients').select('client_id').execute()).length
    })
  }

  test('registrations are bounded', async () => {
    const register = () =>
      send(testServer, 'POST', '/oauth/register', {
        json: { redirect_uris: ['https://agents.example/callback'] },
      })
    let status = 201
    for (let tries = 0; status === 201 && tries < 80; tries += 1) status = (await register()).status
    assert.equal(status, 429)
  })

  test('sign-ins that are begun are bounded', async () => {
    // A request without a client is refused at once, which costs less than an authorization.
    const begin = async () => (await send(testServer, 'GET', '/oauth/authorize')).status
    const statuses = new Set<number>()
    for (let round = 0; round < 20 && !statuses.has(429); round += 1)
      for (const status of await Promise.all(Array.from({ length: 50 }, begin))) statuses.add(status)
    assert.deepEqual([...statuses].sort(), [400, 429])
  })

  async function getCode(client: Awaited<ReturnType<typeof registerAgent>>, person = owner) {
    const { begun } = await openAuthorization(testServer, client)
    assert.ok(begun)
    const decided = await decide(testServer, person, begun, { workspace_id })
    assert.equal(decided.status, 200, decided.text)
    return { begun, code: await finish(testServer, begun, decided.body.redirect_to) }
  }
})
