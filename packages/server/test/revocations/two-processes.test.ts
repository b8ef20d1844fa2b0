import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { type SignedInPerson, signInAgain, signUpOwner } from '@bulkhead/testing/people'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const engine = engines.find(({ name }) => name === 'postgres')
const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

describe('a revocation in one process takes effect in another', { skip: engine === undefined }, () => {
  let one: TestServer
  let other: TestServer
  let store: Store
  let tenant: Tenant

  before(async () => {
    assert.ok(engine)
    store = await engine.createStore()
    one = await startTestServer(engine, { store })
    other = await startTestServer(engine, { store })
    tenant = await one.createTenant('Acme')
  })
  after(async () => {
    await one?.close()
    await other?.close()
    await engine?.close()
  })

  const statusOn = async (testServer: TestServer, token: string) =>
    (await testServer.call('GET', CONNECTORS, { token })).status

  /** Asserts that `revoke`, sent to one process, takes effect there at once and on the other one within a second. */
  async function assertEnds(token: string, revoke: () => Promise<{ status: number }>) {
    assert.deepEqual([await statusOn(one, token), await statusOn(other, token)], [200, 200])
    const { status } = await revoke()
    const answered = performance.now()
    assert.ok(status < 300, `revoking answered ${status}`)
    assert.equal(await statusOn(one, token), 401)
    // The promise is a second; the rest is what a busy machine may take.
    await until(async () => (await statusOn(other, token)) === 401, 15_000)
    return performance.now() - answered
  }

  for (const [name, cut] of [
    ['with the listener', false],
    ['with the listener cut', true],
  ] as const) {
    test(`a token, a workspace's tokens, a deactivated and a deleted workspace, ${name}`, async () => {
      if (cut) await cutListeners(store)
      const { token, workspace_id } = await one.mint(tenant, `acme ${name}`)
      const again = async () => (await one.mint(tenant, `acme ${name}`)).token
      const path = `/api/v1/workspaces/${workspace_id}`
      const app = tenant.token
      await assertEnds(token, () =>
        one.call('POST', '/api/v1/account/applications/token/revoke', { token, body: {} }),
      )
      await assertEnds(await again(), () => one.call('POST', `${path}/revoke-tokens`, { token: app }))
      await assertEnds(await again(), () =>
        one.call('PUT', path, { token: app, body: { status: 'inactive' } }),
      )
      await one.call('PUT', path, { token: app, body: { status: 'active' } })
      await assertEnds(await again(), () => one.call('DELETE', path, { token: app }))
    })
  }

  test('a client secret and an application token, with all that was minted by them', async () => {
    const { token: admin } = tenant
    const made = (await one.call('POST', '/api/v1/applications', { token: admin, body: { name: 'Rotated' } }))
      .body
    const secrets = `/api/v1/applications/${made.id}/secrets`
    const second = (await one.call('POST', secrets, { token: admin })).body
    const mintedBy = async (token: string) => (await other.mint({ token }, 'rotated')).token
    const got = await other.applicationToken(made)
    const minted = await mintedBy(got)
    await assertEnds(minted, () => one.call('DELETE', `${secrets}/${made.secret_id}`, { token: admin }))
    assert.equal(await statusOn(one, got), 401)
    await until(async () => (await statusOn(other, got)) === 401, 15_000)

    const parent = await other.applicationToken({ ...made, client_secret: second.client_secret })
    await assertEnds(await mintedBy(parent), () =>
      one.call('POST', '/api/v1/account/applications/token/revoke', { token: parent, body: {} }),
    )
  })

  test('a removed person with sessions and tokens of each process', async () => {
    const owner = await signUpOwner(one, tenant)
    const person = await signUpOwner(one, tenant)
    const sessions = [person, await signInAgain(other, person), await signInAgain(one, person)]
    const body = { workspace_name: 'default', create_workspace: false }
    const tokens = await Promise.all(
      sessions.map(async ({ headers }, at) => {
        const minted = await (at === 1 ? other : one).call('POST', MINT, { headers, body })
        return minted.body.token as string
      }),
    )
    const read =
      (testServer: TestServer) =>
      async ({ headers }: SignedInPerson) =>
        (await testServer.call('GET', '/api/v1/workspaces', { headers })).status
    const everywhere = async (testServer: TestServer) => [
      ...(await Promise.all(sessions.map(read(testServer)))),
      ...(await Promise.all(tokens.map((token) => statusOn(testServer, token)))),
    ]
    assert.deepEqual([...new Set([...(await everywhere(one)), ...(await everywhere(other))])], [200])
    const removed = await one.call('DELETE', `/api/v1/people/${person.person}`, { headers: owner.headers })
    assert.equal(removed.status, 200, removed.text)
    assert.deepEqual([...new Set(await everywhere(one))], [401])
    assert.deepEqual(await Promise.all(sessions.map(read(other))), [401, 401, 401])
    await until(async () => (await everywhere(other)).every((status) => status === 401), 1_000)
  })

  test('a session of a person at once, and the tokens minted in it within a second', async () => {
    const person = await signUpOwner(one, tenant)
    const body = { workspace_name: 'default', create_workspace: false }
    const { headers } = person
    const minted = await one.call('POST', '/api/v1/account/applications/scoped-token', { headers, body })
    const read = async (testServer: TestServer) =>
      (await testServer.call('GET', '/api/v1/workspaces', { headers })).status
    assert.deepEqual([await read(one), await read(other)], [200, 200])
    await assertEnds(minted.body.token, async () => {
      const response = await one.call('DELETE', `/auth/sessions/${person.session}`, { headers })
      assert.deepEqual([await read(one), await read(other)], [401, 401])
      return response
    })
  })
})

/** Ends the connections that listen, and for a moment also the new ones. */
async function cutListeners(store: Store): Promise<void> {
  const admin = new pg.Client({ connectionString: store.postgres?.adminUrl })
  await admin.connect()
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where query ilike 'listen %' and datname = current_database()`,
  )
  await admin.end()
}
