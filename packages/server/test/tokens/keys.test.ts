import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { authenticate } from '@bulkhead/server/access/tokens/authenticate'
import { tendKeys } from '@bulkhead/server/jobs/tend-keys'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { type SignedInPerson, setLevels, signUpOwner, signUpPerson } from '@bulkhead/testing/people'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { API, assertError, CONNECTORS, WORKSPACES } from '../http/api.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  describe(`keys of a workspace on ${engine.name}`, () => {
    let upstream: ScriptedUpstream
    let testServer: TestServer
    let tenant: Tenant
    let owner: SignedInPerson
    before(async () => {
      upstream = await startScriptedUpstream()
      upstream.respond(json({ items: [] }))
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      owner = await signUpOwner(testServer, tenant)
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
    })

    const call = (method: string, path: string, body?: object, token = tenant.token) =>
      testServer.call(method, path, { token, ...(body && { body }) })
    const as = ({ headers }: SignedInPerson, method: string, path: string, body?: object) =>
      testServer.call(method, path, { headers, ...(body && { body }) })
    /** A workspace with two connectors. */
    async function openPlace() {
      const { workspace_id, token } = await testServer.mint(tenant, `place ${crypto.randomUUID()}`)
      const connect = async () => {
        const body = {
          connector_type: 'probe',
          credentials: { token: 'a-secret' },
          environment: { base_url: upstream.url },
        }
        return (await call('POST', CONNECTORS, body, token)).body.id as string
      }
      return {
        workspace_id,
        token,
        keys: `${WORKSPACES}/${workspace_id}/keys`,
        one: await connect(),
        other: await connect(),
      }
    }
    async function create(keys: string, more: object = {}) {
      const made = await call('POST', keys, { name: 'worker', ...more })
      assert.equal(made.status, 200, made.text)
      return made.body as { id: string; key: string; [name: string]: unknown }
    }
    const execute = (key: string, connector: string, action = 'list') =>
      call('POST', `${CONNECTORS}/${connector}/execute`, { entity: 'things', action }, key)
    const statusOf = async (key: string) => (await call('GET', CONNECTORS, undefined, key)).status

    test('a key reads, describes and executes in its workspace, and is shown once', async () => {
      const { workspace_id, keys, one, other } = await openPlace()
      const { key, id, ...made } = await create(keys)
      assert.match(key, /^bhk_[A-Za-z0-9_-]{43}$/)
      const days = (Date.parse(String(made.expires_at)) - Date.parse(String(made.created_at))) / 86_400_000
      assert.deepEqual([Math.round(days), made.grant, made.hint], [90, null, key.slice(-4)])
      assert.equal((await execute(key, one)).status, 200)
      const described = await call(
        'POST',
        `${CONNECTORS}/${one}/execute`,
        { entity: '', action: 'describe' },
        key,
      )
      assert.equal(described.status, 200, described.text)
      const listed = await call('GET', CONNECTORS, undefined, key)
      assert.deepEqual(
        listed.body.data.map((row: { id: string }) => row.id).toSorted(),
        [one, other].toSorted(),
      )
      const info = await call('GET', `${API}/account/applications/scoped-token/info`, undefined, key)
      assert.equal(info.body.workspace_id, workspace_id)
      const { text, body } = await call('GET', keys)
      assert.ok(!text.includes(key))
      assert.equal(body.data[0].id, id)
      assert.ok(body.data[0].last_used_at)
      const calls = () => call('GET', `${API}/tool-calls?connector_id=${one}`)
      await until(async () => (await calls()).body.data.length > 0)
      const [record] = (await calls()).body.data
      assert.deepEqual([record.token_kind, record.token_id], ['key', id])
    })

    test('narrowed, it reaches what it names', async () => {
      const { keys, one, other } = await openPlace()
      const { key, grant } = await create(keys, { connector_ids: [one], read_only: true })
      assert.deepEqual(grant, { connector_ids: [one], read_only: true })
      assert.equal((await execute(key, one)).status, 200)
      assertError(await execute(key, other), 'not_granted', 'executeOperation')
      assertError(await execute(key, one, 'create'), 'not_granted', 'executeOperation')
      const listed = await call('GET', CONNECTORS, undefined, key)
      assert.deepEqual(
        listed.body.data.map((row: { id: string }) => row.id),
        [one],
      )
      const wrong = await call('POST', keys, { name: 'worker', actions: ['lsit'] })
      assertError(wrong, 'invalid_request', 'createWorkspaceKey')
    })

    test('it is taken by /mcp', async () => {
      const { keys, workspace_id } = await openPlace()
      const { key } = await create(keys)
      const response = await fetch(new URL('/mcp', testServer.server.url), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          accept: 'application/json, text/event-stream',
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'who_am_i', arguments: {} },
        }),
      })
      const text = await response.text()
      assert.equal(response.status, 200, text)
      assert.ok(text.includes(workspace_id), text)
      assert.match(text, /"token":"key"/)
    })

    test('nothing is asked of the database while it is known', async () => {
      const { keys, one } = await openPlace()
      const { key, id } = await create(keys)
      assert.equal((await execute(key, one)).status, 200)
      // Deleted without a revocation, so only memory still has it.
      await asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
        tx.deleteFrom('access_keys').where('key_id', '=', id).execute(),
      )
      assert.equal((await execute(key, one)).status, 200)
    })

    test('many requests at once share its lookup', async () => {
      const { keys } = await openPlace()
      const { key } = await create(keys)
      const { services } = testServer.server
      const written = services.database.countWrites()
      const requests = Array.from({ length: 20 }, () =>
        authenticate(services, `Bearer ${key}`, services.audience),
      )
      await Promise.all(requests)
      // Each lookup stores the use of the key. Background jobs may write in the meantime.
      const writes = services.database.countWrites() - written
      assert.ok(writes < requests.length, `${writes} writes`)
    })

    test('revoked while it is looked up, it ends for the requests that share the lookup', async () => {
      const { keys } = await openPlace()
      const { key, id } = await create(keys)
      const { services } = testServer.server
      const first = authenticate(services, `Bearer ${key}`, services.audience)
      const { organization: organization_id } = tenant
      services.revocations.apply([{ organization_id, kind: 'token', subject_id: id, epoch: null }])
      const second = authenticate(services, `Bearer ${key}`, services.audience)
      for (const ended of await Promise.allSettled([first, second])) {
        assert.ok(ended.status === 'rejected')
        assert.equal(ended.reason.code, 'unauthenticated')
      }
    })

    test('revoked, it ends at once, for good, also by the id of a token', async () => {
      const { keys } = await openPlace()
      for (const revoke of [
        (id: string) => call('DELETE', `${keys}/${id}`),
        (id: string) => call('POST', `${API}/account/applications/token/revoke`, { token_id: id }),
      ]) {
        const { id, key } = await create(keys)
        assert.equal(await statusOf(key), 200)
        const { status, text } = await revoke(id)
        assert.equal(status, 200, text)
        assert.equal(await statusOf(key), 401)
        assert.ok(!(await call('GET', keys)).text.includes(id))
      }
      const gone = await call('DELETE', `${keys}/${crypto.randomUUID()}`)
      assertError(gone, 'workspace_key_not_found', 'revokeWorkspaceKey')
    })

    test('ten are active at most, also if many are made at once', async () => {
      const { keys } = await openPlace()
      const all = await Promise.all(Array.from({ length: 14 }, () => call('POST', keys, { name: 'worker' })))
      assert.equal(all.filter(({ status }) => status === 200).length, 10)
      for (const refused of all.filter(({ status }) => status !== 200))
        assertError(refused, 'workspace_keys_full', 'createWorkspaceKey')
      assert.equal((await call('GET', keys)).body.data.length, 10)
    })

    test('owners, admins and managers make them; users, viewers and scoped tokens do not', async () => {
      const { workspace_id, keys, token } = await openPlace()
      const [admin, manager, user] = [
        await signUpPerson(testServer, tenant, 'admin'),
        await signUpPerson(testServer, tenant, 'member'),
        await signUpPerson(testServer, tenant, 'member'),
      ]
      await setLevels(testServer, tenant, workspace_id, { manager, user })
      for (const person of [owner, admin, manager]) {
        const made = await as(person, 'POST', keys, { name: 'worker' })
        assert.deepEqual([made.status, made.body.person_id], [200, person.person], made.text)
        assert.equal(await statusOf(made.body.key), 200)
      }
      assertError(await as(user, 'POST', keys, { name: 'worker' }), 'not_permitted', 'createWorkspaceKey')
      assertError(await as(user, 'GET', keys), 'not_permitted', 'listWorkspaceKeys')
      assertError(await call('POST', keys, { name: 'worker' }, token), 'not_permitted', 'createWorkspaceKey')
      const elsewhere = await openPlace()
      const foreign = await as(manager, 'POST', elsewhere.keys, { name: 'worker' })
      assertError(foreign, 'workspace_not_found', 'createWorkspaceKey')
    })

    test('it outlives the session of its maker, and ends with their right', async () => {
      const { workspace_id, keys } = await openPlace()
      const ends: ((maker: SignedInPerson) => Promise<{ status: number; text: string }>)[] = [
        ({ person }) => as(owner, 'DELETE', `${WORKSPACES}/${workspace_id}/members/${person}`),
        ({ person }) => as(owner, 'DELETE', `${API}/people/${person}`),
      ]
      for (const end of ends) {
        const maker = await signUpPerson(testServer, tenant, 'member')
        await setLevels(testServer, tenant, workspace_id, { manager: maker })
        const { key, id } = (await as(maker, 'POST', keys, { name: 'worker' })).body
        assert.equal((await as(maker, 'POST', '/auth/sign-out')).status, 200)
        assert.equal(await statusOf(key), 200)
        const { status, text } = await end(maker)
        assert.equal(status, 200, text)
        assert.equal(await statusOf(key), 401)
        assert.ok(!(await call('GET', keys)).text.includes(id))
      }
    })

    test('it ends with all tokens of its workspace or application, and with its workspace', async () => {
      const application = (await call('POST', `${API}/applications`, { name: 'Making keys' })).body
      const maker = await testServer.applicationToken(application)
      const [one, two, three, four] = [
        await openPlace(),
        await openPlace(),
        await openPlace(),
        await openPlace(),
      ]
      const made = await Promise.all([one, two, three].map(({ keys }) => create(keys)))
      const byOther = (await call('POST', four.keys, { name: 'worker' }, maker)).body
      const bystander = await create(four.keys)
      for (const { key } of [...made, byOther, bystander]) assert.equal(await statusOf(key), 200)
      for (const [method, path, body] of [
        ['POST', `${WORKSPACES}/${one.workspace_id}/revoke-tokens`, undefined],
        ['PUT', `${WORKSPACES}/${two.workspace_id}`, { status: 'inactive' }],
        ['PUT', `${WORKSPACES}/${two.workspace_id}`, { status: 'active' }],
        ['DELETE', `${WORKSPACES}/${three.workspace_id}`, undefined],
        ['POST', `${API}/applications/${application.id}/revoke-tokens`, undefined],
      ] as const) {
        const { status, text } = await call(method, path, body)
        assert.equal(status, 200, text)
      }
      for (const { key } of [...made, byOther]) assert.equal(await statusOf(key), 401)
      assert.equal(await statusOf(bystander.key), 200)
    })

    test('an event announces once that it ends soon, and one that expired is forgotten after a week', async () => {
      const { workspace_id, keys } = await openPlace()
      const receiver = await startWebhookReceiver()
      const { database, log } = testServer.server.services
      const body = { url: receiver.url, event_types: ['workspace_key.expiring'] }
      const endpoint = (await call('POST', `${API}/webhook-endpoints`, body)).body
      try {
        const { id, key, expires_at } = await create(keys, { expires_in_days: 1 })
        const old = await create(keys, { expires_in_days: 30 })
        await tendKeys(database, log)
        // The organization's role may not update these times, so the test replaces the row by one with the
        // same key.
        const due = async (key_id: string, moments: { warn_at?: Date; expires_at?: Date }) =>
          asPrincipal(database, tenant, 'read write', async (tx) => {
            const row = await tx
              .selectFrom('access_keys')
              .selectAll()
              .where('key_id', '=', key_id)
              .executeTakeFirstOrThrow()
            await tx.deleteFrom('access_keys').where('key_id', '=', key_id).execute()
            const narrowed_to = row.narrowed_to && JSON.stringify(row.narrowed_to)
            await tx
              .insertInto('access_keys')
              .values({ ...row, ...moments, narrowed_to })
              .execute()
          })
        await due(id, { warn_at: new Date(Date.now() - 1_000) })
        await due(old.id, { expires_at: new Date(Date.now() - 8 * 86_400_000) })
        await tendKeys(database, log)
        await tendKeys(database, log)
        await until(() => receiver.received.length > 0)
        const { event } = receiver.received[0] as (typeof receiver.received)[number]
        assert.deepEqual(event.data, {
          ...{ workspace_id, workspace_name: event.data.workspace_name, key_id: id, key_name: 'worker' },
          ...{ hint: key.slice(-4), expires_at, last_used_at: null },
        })
        assert.ok(!receiver.received[0]?.body.includes(key))
        const listed = (await call('GET', keys)).body.data.map((one: { id: string }) => one.id)
        assert.deepEqual(listed, [id])
        assert.equal(receiver.received.length, 1)
      } finally {
        await call('DELETE', `${API}/webhook-endpoints/${endpoint.id}`)
        await receiver.close()
      }
    })
  })
}
