import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { issueGrantToken } from '@bulkhead/server/agents/issue-grant-token'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  finish,
  openAuthorization,
  readClaims,
  redeemCode,
  registerAgent,
  send,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { startOwnedServer } from '@bulkhead/testing/oauth/owned-server'
import type { SignedInPerson } from '@bulkhead/testing/people'
import type { Tenant, TestServer } from '@bulkhead/testing/test-server'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const [engine] = engines
assert.ok(engine)

// The rights of tokens do not depend on the engine, so one engine is enough.
suite('tokens of the authorization server', () => {
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

  const basic = ({ client_id, client_secret }: Pick<Tenant, 'client_id' | 'client_secret'>) => ({
    authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}`,
  })

  test('an application gets its token by client credentials, in header or body', async () => {
    const grant_type = 'client_credentials'
    const { client_id, client_secret } = tenant
    for (const given of [
      { form: { grant_type }, headers: basic(tenant) },
      { form: { grant_type, client_id, client_secret } },
    ]) {
      const { status, body } = await send(testServer, 'POST', '/oauth/token', given)
      assert.equal(status, 200, JSON.stringify(body))
      assert.equal(body.token_type, 'Bearer')
      const { status: reached } = await testServer.call('GET', '/api/v1/organization', {
        token: body.access_token,
      })
      assert.equal(reached, 200)
    }
    const wrong = { client_id, client_secret: 'wrong' }
    const { status, body } = await send(testServer, 'POST', '/oauth/token', {
      form: { grant_type },
      headers: basic(wrong),
    })
    assert.deepEqual([status, body.error], [401, 'invalid_client'])
    const assertion = { form: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', client_id } }
    assert.equal((await send(testServer, 'POST', '/oauth/token', assertion)).status, 401)
    // Nothing goes on after the response.
    const errors = testServer.log.filter((line) => line.includes('Promise errored'))
    assert.deepEqual(errors, [])
  })

  test('a parameter that is given twice is refused at every endpoint', async () => {
    const { client_id, client_secret } = tenant
    const post = async (path: string, pairs: readonly (readonly [string, string])[]) => {
      const body = new URLSearchParams(pairs.map(([name, value]) => [name, value] as [string, string]))
      const response = await fetch(testServer.server.url + path, { method: 'POST', body })
      const text = await response.text()
      return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
    }
    const own = Object.entries({ client_id, client_secret })
    const credentials = [['grant_type', 'client_credentials'], ...own] as [string, string][]
    const agent = await registerAgent(testServer)
    for (const [path, pairs, again] of [
      ...['grant_type', 'client_id', 'client_secret', 'scope', 'authorization_details', 'unknown'].map(
        (name) => ['/oauth/token', [...credentials, [name, 'x']], name] as const,
      ),
      ['/oauth/token', [['grant_type', 'authorization_code'], ...credentials], 'grant_type'],
      [
        '/oauth/token',
        [['grant_type', JWT_BEARER], ...own, ['assertion', 'a'], ['assertion', 'b']],
        'assertion',
      ],
      [
        '/oauth/token',
        [
          ['grant_type', 'refresh_token'],
          ['client_id', agent.client_id],
          ...[['refresh_token', 'a'] as const, ['scope', 'mcp'] as const, ['scope', 'mcp:read'] as const],
        ],
        'scope',
      ],
      ['/oauth/revoke', [...own, ['token', 'a'], ['token', 'b']], 'token'],
      ['/oauth/introspect', [...own, ['token', 'a'], ['token', 'b']], 'token'],
      [
        '/oauth/device_authorization',
        [
          ['client_id', 'bulkhead_cli'],
          ['scope', 'mcp'],
          ['scope', 'x'],
        ],
        'scope',
      ],
    ] as [string, [string, string][], string][]) {
      const twice = pairs.some(([name], at) => pairs.findIndex(([one]) => one === name) !== at)
      const sent = twice ? pairs : [...pairs, [again, 'y'] as [string, string]]
      const { status, body, headers } = await post(path, sent)
      assert.deepEqual(
        [status, body.error],
        [400, 'invalid_request'],
        `${path} ${again} ${JSON.stringify(body)}`,
      )
      assert.match(body.error_description, new RegExp(`${again}.* twice|${again}.* once`))
      assert.equal(headers.get('access-control-allow-origin'), '*')
    }
    // A request may name several resources (RFC 8707 §2), of this server alone.
    const { issuer, mcpResource, audience } = testServer.server.services
    const named = (...resources: string[]) =>
      post('/oauth/token', [...credentials, ...resources.map((one) => ['resource', one] as [string, string])])
    assert.equal((await named(mcpResource, audience)).status, 200)
    assert.equal((await named(mcpResource, `${issuer}/other`)).body.error, 'invalid_target')
    const { answer, begun } = await openAuthorization(
      testServer,
      agent,
      {},
      (query) => `${query}&scope=mcp:read`,
    )
    assert.equal(begun, undefined)
    assert.match(`${answer.headers.get('location')} ${JSON.stringify(answer.body)}`, /invalid_request/)
  })

  test('the character NUL, which no id has, is refused at every endpoint', async () => {
    const client_id = 'agent\0'
    for (const [path, form] of [
      ['/oauth/token', { grant_type: 'refresh_token', client_id, refresh_token: 'x' }],
      ['/oauth/token', { grant_type: 'client_credentials', client_id, client_secret: 'x' }],
      ['/oauth/revoke', { token: 'x', client_id }],
      ['/oauth/introspect', { token: 'x', client_id, client_secret: 'x' }],
      ['/oauth/device_authorization', { client_id: 'bulkhead_cli', workspace: '\0' }],
    ] as const) {
      const { status, body } = await send(testServer, 'POST', path, { form })
      assert.deepEqual([status, body.error], [400, 'invalid_request'], `${path} ${JSON.stringify(body)}`)
    }
    for (const path of ['/oauth/token', '/oauth/introspect']) {
      const { status, body } = await send(testServer, 'POST', path, {
        form: { grant_type: 'client_credentials', token: 'x' },
        headers: basic({ client_id, client_secret: 'x' }),
      })
      assert.equal(status, 400, `${path} ${JSON.stringify(body)}`)
    }
  })

  test('client credentials in the header and in the body at once are refused', async () => {
    const { client_id, client_secret } = tenant
    const headers = basic(tenant)
    const ask = (path: string, form: Readonly<Record<string, string>>, given = headers) =>
      send(testServer, 'POST', path, { form, headers: given })
    const grant_type = 'client_credentials'
    for (const [path, form] of [
      ['/oauth/token', { grant_type, client_id, client_secret }],
      ['/oauth/token', { grant_type, client_secret: '' }],
      ['/oauth/token', { grant_type, client_id: 'another' }],
      ['/oauth/token', { grant_type: JWT_BEARER, assertion: 'a', client_id, client_secret }],
      ['/oauth/introspect', { token: 'a', client_id, client_secret }],
      ['/oauth/revoke', { token: 'a', client_id, client_secret }],
    ] as const) {
      const { status, body } = await ask(path, form)
      assert.deepEqual([status, body.error], [400, 'invalid_request'], `${path} ${JSON.stringify(body)}`)
    }
    const broken = await ask(
      '/oauth/token',
      { grant_type, client_id, client_secret },
      { authorization: 'Basic ?' },
    )
    assert.deepEqual([broken.status, broken.body.error], [400, 'invalid_request'])
    // Many clients name themselves in the body too, which is no second way to authenticate.
    assert.equal((await ask('/oauth/token', { grant_type, client_id })).status, 200)
  })

  test('client credentials are narrowed by authorization details, to one workspace and less', async () => {
    const ask = (details: unknown, more: Readonly<Record<string, string>> = {}) =>
      send(testServer, 'POST', '/oauth/token', {
        form: {
          grant_type: 'client_credentials',
          authorization_details: typeof details === 'string' ? details : JSON.stringify(details),
          ...more,
        },
        headers: basic(tenant),
      })
    const type = 'bulkhead_workspace'
    const connector_ids = [randomUUID()]
    const path = '/api/v1/account/applications/scoped-token/info'
    for (const [details, more, grant] of [
      [{ workspace_id }, {}, undefined],
      [{ workspace_name: 'acme', entities: ['things'] }, {}, { entities: ['things'] }],
      [{ workspace_id, connector_ids }, { scope: 'mcp:read' }, { connector_ids, read_only: true }],
      [{ workspace_id, actions: ['list'], read_only: true }, {}, { actions: ['list'], read_only: true }],
    ] as const) {
      const { status, body } = await ask([{ type, ...details }], more)
      assert.equal(status, 200, JSON.stringify(body))
      assert.equal(body.authorization_details[0].workspace_id, workspace_id)
      const told = await testServer.call('GET', path, { token: body.access_token })
      assert.deepEqual([told.body.workspace_id, told.body.grant], [workspace_id, grant])
      const { status: reached } = await callMcp(testServer, body.access_token, 'tools/list')
      assert.equal(reached, 200)
    }
    const foreign = await testServer.mint(await testServer.createTenant('Other'), 'theirs')
    for (const details of [
      ...['', '{}', '[]', [{ workspace_id }], [{ type: 'another', workspace_id }], [null]],
      [
        { type, workspace_id },
        { type, workspace_id },
      ],
      ...[{}, { workspace_name: 'new' }, { workspace_id: foreign.workspace_id }].map((one) => [
        { type, ...one },
      ]),
      ...[{ read_only: false }, { actions: ['fly'] }, { surprise: 1 }].map((one) => [
        { type, workspace_id, ...one },
      ]),
    ]) {
      const { status, body } = await ask(details)
      assert.deepEqual([status, body.error], [400, 'invalid_authorization_details'], JSON.stringify(details))
    }
    const { body } = await send(testServer, 'POST', '/oauth/token', {
      form: { grant_type: 'client_credentials', scope: 'mcp:read' },
      headers: basic(tenant),
    })
    assert.equal(body.error, 'invalid_scope')
  })

  test('introspection shows a token to an application of its organization, and to no other', async () => {
    const { tokens, grant_id } = await signAgentIn(testServer, owner, { workspace_id })
    const introspect = (who: Pick<Tenant, 'client_id' | 'client_secret'>) =>
      send(testServer, 'POST', '/oauth/introspect', {
        form: { token: tokens.access_token },
        headers: basic(who),
      })
    const { body } = await introspect(tenant)
    assert.deepEqual([body.active, body.sub, body.grant_id], [true, owner.person, grant_id])
    assert.deepEqual((await introspect(await testServer.createTenant('Other'))).body, { active: false })
    assert.equal((await introspect({ ...tenant, client_secret: 'wrong' })).status, 401)
    const revoked = await send(testServer, 'POST', '/oauth/revoke', { form: { token: tokens.access_token } })
    assert.equal(revoked.status, 200)
    assert.deepEqual((await introspect(tenant)).body, { active: false })
  })

  test('introspection reads the database while the revocations in memory are not fresh', async (t) => {
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id })
    const introspect = async () =>
      (
        await send(testServer, 'POST', '/oauth/introspect', {
          form: { token: tokens.access_token },
          headers: basic(tenant),
        })
      ).body
    t.mock.method(testServer.server.services.revocations, 'counts', () => undefined)
    assert.equal((await introspect()).active, true)
    const revoked = await send(testServer, 'POST', '/oauth/revoke', { form: { token: tokens.access_token } })
    assert.equal(revoked.status, 200)
    assert.deepEqual(await introspect(), { active: false })
  })

  test('a program learns for whom it acts', async () => {
    const { tokens, grant_id, client } = await signAgentIn(testServer, owner, { workspace_id })
    const { body, text } = await callMcp(testServer, tokens.access_token, 'tools/call', {
      name: 'who_am_i',
      arguments: {},
    })
    const { result } = body ?? JSON.parse(text.slice(text.indexOf('{')))
    assert.equal(result.structuredContent.token, 'narrowed')
    assert.deepEqual(result.structuredContent.signed_in, {
      person_id: owner.person,
      client_id: client.client_id,
      grant_id,
    })
  })

  test('a token that is revoked again and again is on record once', async () => {
    const { tokens } = await signAgentIn(testServer, owner, { workspace_id })
    for (const _ of [1, 2, 3]) {
      const form = { token: tokens.access_token }
      assert.equal((await send(testServer, 'POST', '/oauth/revoke', { form })).status, 200)
    }
    const { jti } = readClaims(tokens.access_token)
    const { body } = await testServer.call('GET', '/api/v1/audit?event=token.revoked', {
      token: tenant.token,
    })
    const records = body.data.filter(({ subject_id }: { subject_id: string }) => subject_id === jti)
    assert.deepEqual(
      records.map(({ person_id, token_id }: Record<string, unknown>) => [person_id, token_id]),
      [[owner.person, jti]],
    )
  })

  test('a token of a grant that is about to end ends with it', async () => {
    const { tokens, grant_id } = await signAgentIn(testServer, owner, { workspace_id })
    const { services } = testServer.server
    const ending = randomUUID()
    await asIdentity(services.database, 'read write', async (tx) => {
      const grants = tx.selectFrom('identity.agent_grants').selectAll().where('grant_id', '=', grant_id)
      const { narrowing, ...grant } = await grants.executeTakeFirstOrThrow()
      const changed = { grant_id: ending, expires_at: new Date(Date.now() + 60_000) }
      await tx
        .insertInto('identity.agent_grants')
        .values({ ...grant, narrowing: JSON.stringify(narrowing), ...changed })
        .execute()
    })
    const issued = await issueGrantToken(services, ending, services.mcpResource)
    const { exp, iat } = readClaims(issued?.access_token ?? tokens.access_token)
    assert.ok(exp - iat > 0 && exp - iat <= 60, `${exp - iat}`)
    assert.equal(issued?.expires_in, exp - iat)
  })

  test('a proof of possession changes nothing: tokens are bearer tokens', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256')
    const { issuer } = testServer.server.services
    const proof = await new SignJWT({ htm: 'POST', htu: `${issuer}/oauth/token`, jti: randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(publicKey) })
      .setIssuedAt()
      .sign(privateKey)
    const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
    let { refresh_token } = tokens
    for (const headers of [{ dpop: proof }, {}, { dpop: 'x' }]) {
      const form = { grant_type: 'refresh_token', client_id: client.client_id, refresh_token }
      const { status, body } = await send(testServer, 'POST', '/oauth/token', { form, headers })
      assert.deepEqual([status, body.token_type], [200, 'Bearer'], JSON.stringify(body))
      assert.equal((await callMcp(testServer, body.access_token, 'tools/list')).status, 200)
      ;({ refresh_token } = body)
    }
  })

  test('scheme and host of a resource may be in any case, and its port the default one', async () => {
    const { mcpResource, audience } = testServer.server.services
    const client = await registerAgent(testServer)
    for (const resource of ['HTTP://House.Test/mcp', 'http://house.test:80/mcp']) {
      const { begun } = await openAuthorization(testServer, client, { resource })
      assert.ok(begun, resource)
      const decided = await decide(testServer, owner, begun, { workspace_id })
      const callback = await finish(testServer, begun, decided.body.redirect_to)
      const { body } = await redeemCode(testServer, client, begun, callback, { resource })
      assert.deepEqual(readClaims(body.access_token).aud, [mcpResource], JSON.stringify(body))
      const { status } = await send(testServer, 'POST', '/oauth/token', {
        form: { grant_type: 'client_credentials', resource },
        headers: basic(tenant),
      })
      assert.equal(status, 200)
    }
    const { answer } = await openAuthorization(testServer, client, { resource: audience.toUpperCase() })
    assert.match(answer.headers.get('location') ?? '', /error=invalid_target/)
  })

  test('a question mark in a parameter of an authorization is part of it', async () => {
    const client = await registerAgent(testServer)
    const { begun, answer } = await openAuthorization(testServer, client, { state: 'a?b' }, (query) =>
      query.replaceAll('%3F', '?'),
    )
    assert.ok(begun, JSON.stringify(answer.body))
    const decided = await decide(testServer, owner, begun, { workspace_id })
    const callback = await finish(testServer, begun, decided.body.redirect_to)
    assert.equal(callback.searchParams.get('state'), 'a?b')
  })
})
