import assert from 'node:assert/strict'
import { after, before, suite, test } from 'node:test'
import { asIdentity } from '@bulkhead/server/platform/database/roles/as-identity'
import { engines } from '@bulkhead/testing/engines'
import {
  callMcp,
  decide,
  finish,
  type OAuthAnswer,
  openAuthorization,
  redeemCode,
  refresh,
  registerAgent,
  signAgentIn,
} from '@bulkhead/testing/oauth/agents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const PARALLEL = 10
const ROUNDS = Number(process.env.BULKHEAD_REDEMPTION_ROUNDS ?? 5)

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  suite(`redemptions on ${engine.name}`, () => {
    let servers: readonly TestServer[]
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

    const atOnce = (redeemAt: (server: TestServer) => Promise<OAuthAnswer>) =>
      Promise.all(servers.flatMap((server) => Array.from({ length: PARALLEL }, () => redeemAt(server))))

    test('of many redemptions of one code, and of one refresh token, one succeeds', async () => {
      const client = await registerAgent(testServer)
      for (let round = 0; round < ROUNDS; round += 1) {
        const { begun } = await openAuthorization(testServer, client)
        assert.ok(begun)
        const decided = await decide(testServer, owner, begun, { workspace_id })
        const code = await finish(testServer, begun, decided.body.redirect_to)
        const redeemed = await atOnce((server) => redeemCode(server, client, begun, code))
        const [first] = assertOne(redeemed)
        const { refresh_token } = first?.body ?? {}
        const [next] = assertOne(await atOnce((server) => refresh(server, client, refresh_token)))
        // The losers have cost the winner nothing.
        assert.equal((await callMcp(testServer, next?.body.access_token, 'tools/list')).status, 200)
        assert.equal((await refresh(testServer, client, next?.body.refresh_token)).status, 200)
      }
    })

    test('a lost answer is made good, and takes back what was given for it', async () => {
      const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
      const lost = await refresh(testServer, client, tokens.refresh_token)
      assert.equal((await refresh(testServer, client, tokens.refresh_token)).status, 503)
      await grow(tokens.refresh_token, 10)
      const again = await refresh(testServer, client, tokens.refresh_token)
      assert.equal(again.status, 200, JSON.stringify(again.body))
      assert.equal((await refresh(testServer, client, lost.body.refresh_token)).body.error, 'invalid_grant')
      assert.equal((await refresh(testServer, client, again.body.refresh_token)).status, 200)
    })

    test('reuse after the next one was used, or after the window, ends the grant', async () => {
      for (const isUsed of [true, false]) {
        const { client, tokens } = await signAgentIn(testServer, owner, { workspace_id })
        const next = await refresh(testServer, client, tokens.refresh_token)
        let last = next.body
        if (isUsed) last = (await refresh(testServer, client, next.body.refresh_token)).body
        await grow(tokens.refresh_token, isUsed ? 10 : 120)
        assert.equal((await refresh(testServer, client, tokens.refresh_token)).body.error, 'invalid_grant')
        assert.equal((await callMcp(testServer, last.access_token, 'tools/list')).status, 401)
        assert.equal((await refresh(testServer, client, last.refresh_token)).body.error, 'invalid_grant')
      }
    })

    /** Lets a redemption be so many seconds ago. */
    async function grow(token: string, seconds: number) {
      const { createHash } = await import('node:crypto')
      await asIdentity(testServer.server.services.database, 'read write', (tx) =>
        tx
          .updateTable('identity.agent_rows')
          .set({ consumed_at: sql<Date>`consumed_at - make_interval(secs => ${seconds})` })
          .where('id_hash', '=', createHash('sha256').update(token).digest())
          .execute(),
      )
    }
  })
}

function assertOne(answers: readonly OAuthAnswer[]): readonly OAuthAnswer[] {
  const good = answers.filter(({ status }) => status === 200)
  const bad = answers.filter(({ status }) => status !== 200)
  assert.equal(good.length, 1, JSON.stringify(bad.map(({ body }) => body).slice(0, 3)))
  for (const { body } of bad) assert.match(body.error, /^(invalid_grant|temporarily_unavailable)$/)
  return good
}
