import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, mock, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { send } from '@bulkhead/testing/oauth/agents'
import { type SignedInPerson, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { decodeJwt } from 'jose'
import { assertError } from '../http/api.ts'

const REVOKE = '/api/v1/account/applications/token/revoke'
const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines) {
  describe(`ids of others as token_id on ${engine.name}`, () => {
    const testServers: TestServer[] = []
    let attacker: Tenant
    let victim: Tenant
    let owner: SignedInPerson

    before(async () => {
      const store = await engine.createStore()
      // A second process, if the engine allows one. It reads revocations from the database.
      const processes = store.postgres === undefined ? 1 : 2
      for (let made = 0; made < processes; made += 1)
        testServers.push(await startTestServer(engine, { store }))
      const [testServer] = testServers
      assert.ok(testServer)
      attacker = await testServer.createTenant('Attacker')
      victim = await testServer.createTenant('Victim')
      owner = await signUpOwner(testServer, victim)
    })
    after(async () => {
      for (const testServer of testServers) await testServer.close()
      await engine.close()
    })

    test('an organization ends no token but one of its own, whatever id it names', async () => {
      const [testServer] = testServers
      assert.ok(testServer)
      const scoped = (await testServer.mint(victim, 'customer')).token
      const { headers } = owner
      const body = { workspace_name: 'customer', create_workspace: false }
      const minted = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        headers,
        body,
      })
      assert.equal(minted.status, 200, minted.text)
      const tokens = [victim.token, scoped, minted.body.token as string]
      const ids = new Set(tokens.flatMap((token) => idsIn(decodeJwt(token))))
      assert.ok(ids.size >= 6, 'the tokens name fewer ids than they should')
      for (const token_id of [...ids, owner.session, owner.person]) {
        const { status, text } = await testServer.call('POST', REVOKE, {
          token: attacker.token,
          body: { token_id },
        })
        assert.equal(status, 200, text)
      }
      await assertLearned(testServers, attacker)
      for (const one of testServers) {
        for (const token of tokens) {
          const { status, text } = await one.call('GET', CONNECTORS, { token })
          assert.equal(status, 200, text)
        }
        assert.equal((await one.call('GET', '/api/v1/workspaces', { headers })).status, 200)
      }
    })

    test('an organization is not remembered without end, and can still end all tokens at once', async () => {
      const [testServer] = testServers
      assert.ok(testServer)
      const hoarder = await testServer.createTenant('Hoarder')
      const { token, workspace_id } = await testServer.mint(hoarder, 'customer')
      const { revocations } = testServer.server.services
      const remember = (length: number) =>
        revocations.apply(
          Array.from({ length }, () => ({
            organization_id: hoarder.organization,
            kind: 'token' as const,
            subject_id: randomUUID(),
            epoch: null,
          })),
        )
      const revokeByHolder = (held: string) =>
        send(testServer, 'POST', '/oauth/revoke', { form: { token: held } })
      const { token: app } = hoarder
      remember(4_990)
      const early = (await testServer.mint(hoarder, 'customer')).token
      assert.equal((await revokeByHolder(early)).status, 200)
      // Whoever holds a token uses up half of it.
      remember(10)
      const held = await revokeByHolder(token)
      assert.deepEqual([held.status, held.body.error], [503, 'temporarily_unavailable'])
      assert.equal(held.headers.get('retry-after'), '60')
      assertError(await testServer.call('POST', REVOKE, { token, body: {} }), 'rate_limited', 'revokeToken')
      const named = await testServer.call('POST', REVOKE, { token: app, body: { token_id: randomUUID() } })
      assert.equal(named.status, 200, named.text)
      remember(5_000)
      const more = await testServer.call('POST', REVOKE, { token: app, body: { token_id: randomUUID() } })
      assertError(more, 'rate_limited', 'revokeToken')
      const all = await testServer.call('POST', `/api/v1/workspaces/${workspace_id}/revoke-tokens`, {
        token: app,
      })
      assert.equal(all.status, 200, all.text)
      assert.equal((await testServer.call('GET', CONNECTORS, { token })).status, 401)
      const other = await testServer.call('POST', REVOKE, {
        token: victim.token,
        body: { token_id: randomUUID() },
      })
      assert.equal(other.status, 200, other.text)
    })

    test('an id that is no token’s ends none of the organization’s own tokens either', async () => {
      const [testServer] = testServers
      assert.ok(testServer)
      const { token, workspace_id } = await testServer.mint(victim, 'customer')
      const { sub, organization_id } = decodeJwt<{ organization_id: string }>(token)
      for (const token_id of [workspace_id, sub, organization_id]) {
        assert.equal(
          (await testServer.call('POST', REVOKE, { token: victim.token, body: { token_id } })).status,
          200,
        )
      }
      await assertLearned(testServers, attacker)
      for (const one of testServers) assert.equal((await one.call('GET', CONNECTORS, { token })).status, 200)
    })

    // Last, because it uses up the limit of the network.
    test('a network that revokes tokens without end has to wait', async () => {
      const [testServer] = testServers
      assert.ok(testServer)
      const { token } = await testServer.mint(victim, 'customer')
      const revoke = () => send(testServer, 'POST', '/oauth/revoke', { form: { token } })
      // The token stays, since the organization has no room for it.
      const { revocations } = testServer.server.services
      const full = mock.method(revocations, 'countOf', () => 10_000)
      try {
        for (let count = 0; count < 600; count += 50) {
          const refused = await Promise.all(Array.from({ length: 50 }, revoke))
          assert.deepEqual([...new Set(refused.map(({ status }) => status))], [503])
        }
      } finally {
        full.mock.restore()
      }
      const { status, body } = await revoke()
      assert.deepEqual([status, body.error], [503, 'temporarily_unavailable'])
      assert.match(body.error_description, /network/)
      assert.equal((await testServer.call('GET', CONNECTORS, { token })).status, 200)
    })
  })
}

function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[0-9a-f-]{36}$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : []
}

/** Waits until every process knows of a revocation that was made now, and so of all before it. */
async function assertLearned(testServers: readonly TestServer[], tenant: Tenant): Promise<void> {
  const [testServer] = testServers
  assert.ok(testServer)
  const { token } = await testServer.mint(tenant, 'mark')
  assert.equal((await testServer.call('POST', REVOKE, { token, body: {} })).status, 200)
  for (const one of testServers)
    await until(async () => (await one.call('GET', CONNECTORS, { token })).status === 401, 2_000)
}
