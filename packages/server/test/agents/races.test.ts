import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, suite, test } from 'node:test'
import { createArtifacts, RACE_MS } from '@bulkhead/server/agents/artifacts'
import { createGrant } from '@bulkhead/server/agents/consent/create-grant'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import {
  type AgentClient,
  type AgentTokens,
  callMcp,
  decide,
  openAuthorization,
  refresh,
  registerAgent,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { letPass, type Redeeming, runRedemptions } from '@bulkhead/testing/oauth/redemptions'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const ROUNDS = 3

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`redemptions on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let servers: Redeeming['servers']
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    let workspace_id: string

    before(async () => {
      testServer = await startTestServer(engine)
      // The embedded database has one process.
      const isShared = engine.name.startsWith('postgres')
      servers = isShared
        ? [testServer, await startTestServer(engine, { store: testServer.store })]
        : [testServer]
      tenant = await testServer.createTenant('Home')
      owner = await signUpOwner(testServer, tenant)
      workspace_id = (await testServer.mint(tenant, 'acme')).workspace_id
    })
    after(async () => {
      for (const server of servers.toReversed()) await server.close()
    })

    test('of many redemptions of one code, and of one refresh token, one succeeds', async () => {
      const { faults } = await runRedemptions({ servers, owner, workspace_id }, ROUNDS)
      assert.deepEqual(faults, [])
    })

    test('a write for an ended grant is refused', async () => {
      const { errors } = await import('oidc-provider')
      const { database } = testServer.server.services
      for (const model of ['AuthorizationCode', 'RefreshToken']) {
        const artifacts = createArtifacts({ database, errors, endGrant: async () => {} }, model)
        const written = artifacts.upsert(randomUUID(), { grantId: randomUUID() }, 60)
        await assert.rejects(written, { error: 'invalid_grant' })
      }
    })

    const listGrants = async (): Promise<{ id: string }[]> =>
      (await testServer.call('GET', '/api/v1/agent-grants', { headers: owner.headers })).body.data
    const grantTo = (
      kind: 'dynamic' | 'registered',
      { authorizationServer } = testServer.server.services,
      { person, session } = owner,
    ): ReturnType<typeof createGrant> => {
      const { services } = testServer.server
      return createGrant(
        { database: services.database, authorizationServer },
        {
          client: { id: randomUUID(), name: 'Agent', kind, verified: false, host: null },
          ...{ redirect_origin: 'https://agents.example', scope: 'mcp', resource: services.mcpResource },
        },
        {
          ...{ organization: tenant.organization, person, session, workspace_id },
          ...{ narrowing: {}, manages: false, expires_at: new Date(Date.now() + 60_000) },
        },
        () => {},
        async () => {},
      )
    }

    test('a grant that is ended before codes can be made of it is none', async () => {
      const { services } = testServer.server
      const made = grantTo('dynamic', {
        ...services,
        async authorizationServer() {
          const [grant] = await listGrants()
          const path = `/api/v1/agent-grants/${grant?.id}`
          assert.equal((await testServer.call('DELETE', path, { headers: owner.headers })).status, 200)
          return services.authorizationServer()
        },
      })
      assert.equal(await made, undefined)
    })

    test('a client that an admin deletes while a person decides gets no grant', async () => {
      const before = await listGrants()
      await assert.rejects(grantTo('registered'), { code: 'agent_sign_in_not_found' })
      assert.deepEqual(await listGrants(), before)
    })

    test('a session that ended while the person decided grants nothing', async () => {
      const before = await listGrants()
      const session = await signInAgain(testServer, owner)
      const { status } = await testServer.call('POST', '/auth/sign-out', { headers: session.headers })
      assert.equal(status, 200)
      await assert.rejects(grantTo('dynamic', testServer.server.services, session), {
        code: 'unauthenticated',
      })
      assert.deepEqual(await listGrants(), before)
    })

    test('of several decisions about one sign-in, one counts', async () => {
      const client = await registerAgent(testServer)
      for (let round = 0; round < ROUNDS; round += 1) {
        const { begun } = await openAuthorization(testServer, client)
        assert.ok(begun)
        const before = (await listGrants()).length
        const decisions = [{ workspace_id }, { allow: false }, { workspace_id }, { workspace_id }]
        const decided = await Promise.all(
          decisions.map((decision, at) =>
            decide(servers[at % servers.length] ?? testServer, owner, begun, decision),
          ),
        )
        const counted = decided.flatMap(({ status }, at) => (status === 200 ? [at] : []))
        assert.equal(counted.length, 1, `decisions ${counted} of round ${round}`)
        assert.equal(
          (await listGrants()).length - before,
          decisions[counted[0] ?? 0]?.allow === false ? 0 : 1,
        )
      }
    })

    test('a lost response is replaced by a new one, and using its token ends the grant', async () => {
      const lose = async () => {
        const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
        const began = performance.now()
        const lost = await refresh(testServer, client, tokens.refresh_token)
        const { status } = await refresh(testServer, client, tokens.refresh_token)
        return { client, tokens, lost, status, isLate: performance.now() - began >= RACE_MS }
      }
      let last = await lose()
      for (let times = 0; last.isLate && times < 20; times += 1) last = await lose()
      const { client, tokens, lost, status } = last
      assert.equal(status, 503)
      await letPass(testServer, tokens.refresh_token, 10)
      const again = await refresh(testServer, client, tokens.refresh_token)
      assert.equal(again.status, 200, JSON.stringify(again.body))
      const next = await refresh(testServer, client, again.body.refresh_token)
      assert.equal(next.status, 200, JSON.stringify(next.body))
      await assertEnds(client, lost.body.refresh_token, next.body)
    })

    /** Presents a token that was replaced, upon which the tokens that others have end. */
    async function assertEnds(client: AgentClient, replaced: string, last: AgentTokens) {
      assert.equal((await refresh(testServer, client, replaced)).body.error, 'invalid_grant')
      assert.equal((await callMcp(testServer, last.access_token, 'tools/list')).status, 401)
      assert.equal((await refresh(testServer, client, last.refresh_token)).body.error, 'invalid_grant')
    }

    test('a stolen token that is redeemed within the minute ends with the next refresh of its owner', async () => {
      for (const waitSeconds of [0, 10, 3_600]) {
        const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
        const { body: own } = await refresh(testServer, client, tokens.refresh_token)
        await letPass(testServer, tokens.refresh_token, 10)
        const stolen = await refresh(testServer, client, tokens.refresh_token)
        assert.equal(stolen.status, 200, JSON.stringify(stolen.body))
        await letPass(testServer, tokens.refresh_token, waitSeconds)
        await assertEnds(client, own.refresh_token, stolen.body)
      }
    })

    test('a token and the one that replaced it, redeemed at once, do not both go on', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
        const { body: own } = await refresh(testServer, client, tokens.refresh_token)
        await letPass(testServer, tokens.refresh_token, 10)
        const presented = [tokens.refresh_token, own.refresh_token, tokens.refresh_token, own.refresh_token]
        const answers = await Promise.all(
          presented.map((token, at) => refresh(servers[at % servers.length] ?? testServer, client, token)),
        )
        const good = answers.flatMap(({ status }, at) => (status === 200 ? [at] : []))
        assert.ok(good.length <= 1, `redemptions ${good} of round ${round} succeeded`)
        for (const { status, body } of answers)
          assert.ok(status === 200 || status === 503 || body.error === 'invalid_grant', JSON.stringify(body))
        const [at] = good
        if (at === undefined) continue
        await letPass(testServer, tokens.refresh_token, 10)
        const other = presented[at] === own.refresh_token ? tokens.refresh_token : own.refresh_token
        await assertEnds(client, other, answers[at]?.body)
      }
    })

    test('reuse after the next one was used, or after the window, ends the grant', async () => {
      for (const isUsed of [true, false]) {
        const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
        const next = await refresh(testServer, client, tokens.refresh_token)
        let last = next.body
        if (isUsed) last = (await refresh(testServer, client, next.body.refresh_token)).body
        await letPass(testServer, tokens.refresh_token, isUsed ? 10 : 120)
        assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
        assert.equal((await callMcp(testServer, last.access_token, 'tools/list')).status, 401)
        assert.equal((await refresh(testServer, client, last.refresh_token)).body.error, 'invalid_grant')
      }
    })
  })
}
