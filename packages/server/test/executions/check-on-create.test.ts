import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { APPLICATIONS, CONNECTORS } from '../http/api.ts'

const SECRET = 'created-secret-+/4711'

for (const engine of engines) {
  describe(`creating a connector whose credentials are tried first on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let token: string

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      token = (await testServer.mint(tenant, 'acme')).token
    })
    beforeEach(() => {
      upstream.arrived.splice(0)
      upstream.respond(json({ items: [] }))
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    const create = (more: object = {}, caller = token) =>
      testServer.call('POST', CONNECTORS, {
        token: caller,
        body: {
          connector_type: 'probe',
          credentials: { token: SECRET },
          environment: { base_url: upstream.url },
          ...more,
        },
      })
    const count = async () => (await testServer.call('GET', CONNECTORS, { token })).body.data.length

    test('credentials that work are stored', async () => {
      const { status, text } = await create({ check: true })
      assert.equal(status, 200, text)
      assert.deepEqual(
        upstream.arrived.map(({ url, headers }) => [url, headers.authorization]),
        [['/things?limit=1', `Bearer ${SECRET}`]],
      )
    })

    test('credentials that fail are refused with the message of the check, and nothing is stored', async () => {
      const before = await count()
      for (const status of [401, 403]) {
        upstream.respond(json({ message: `bad token ${SECRET}` }, status))
        const refused = await create({ check: true })
        assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_credentials'])
        assert.match(refused.body.message, new RegExp(`refused the credentials\\. .*${status}.*bad token`))
        assert.ok(!refused.text.includes(SECRET))
      }
      assert.equal(await count(), before)
    })

    test('nothing is stored if the token is revoked while the service responds', async () => {
      const before = await count()
      const { token: revoked } = await testServer.mint(tenant, 'acme')
      const reached = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      upstream.respond(async (request, response) => {
        reached.resolve()
        await gate.promise
        await json({ items: [] })(request, response)
      })
      const creating = create({ check: true }, revoked)
      await reached.promise
      const { status, text } = await testServer.call('POST', `${APPLICATIONS}/token/revoke`, {
        token: revoked,
        body: {},
      })
      assert.equal(status, 200, text)
      gate.resolve()
      assert.equal((await creating).status, 401)
      assert.equal(await count(), before)
    })

    test('an inconclusive check refuses nothing', async () => {
      const before = await count()
      upstream.respond(json({ message: 'down' }, 500))
      assert.equal((await create({ check: true })).status, 200)
      const entities = [{ entity: 'things', modes: ['write'] }]
      assert.equal((await create({ check: true, entities })).status, 200, 'nothing may be read')
      assert.equal(await count(), before + 2)
    })

    test('an existing connector is joined by another, replaced or left alone, as requested', async () => {
      const tenant = await testServer.createTenant('Other')
      const { token: own } = await testServer.mint(tenant, 'acme')
      const make = (more: object) => create(more, own)
      const refusedFirst = await make({ on_existing: 'refuse', name: 'First' })
      assert.equal(refusedFirst.status, 200, refusedFirst.text)
      const { id } = refusedFirst.body
      const refused = await make({ on_existing: 'refuse' })
      assert.deepEqual([refused.status, refused.body.code], [409, 'connector_exists'])
      assert.match(refused.body.message, /First/)
      const given = { on_existing: 'replace', name: 'New', credentials: { token: 'other-secret' } }
      const replaced = await make(given)
      assert.equal(replaced.status, 200, replaced.text)
      assert.deepEqual([replaced.body.id, replaced.body.name], [id, 'First'])
      upstream.arrived.splice(0)
      await testServer.call('POST', `${CONNECTORS}/${id}/check`, { token: own, body: {} })
      assert.equal(upstream.arrived[0]?.headers.authorization, 'Bearer other-secret')
      upstream.respond(json({ message: 'no' }, 401))
      const wrong = await make({ on_existing: 'replace', check: true, credentials: { token: 'wrong' } })
      assert.equal(wrong.body.code, 'invalid_credentials')
      upstream.respond(json({ items: [] }))
      await testServer.call('POST', `${CONNECTORS}/${id}/check`, { token: own, body: {} })
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer other-secret')
      assert.equal((await make({})).status, 200)
      const ambiguous = await make({ on_existing: 'replace' })
      assert.deepEqual([ambiguous.status, ambiguous.body.code], [409, 'connector_ambiguous'])
    })

    test('of two concurrent links that refuse duplicates, one makes a connector', async () => {
      const { token: own } = await testServer.mint(await testServer.createTenant('Third'), 'acme')
      const both = await Promise.all([1, 2].map(() => create({ on_existing: 'refuse' }, own)))
      assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
    })

    test('several at once that replace make one connector', async () => {
      const { token: own } = await testServer.mint(await testServer.createTenant('Fourth'), 'acme')
      const all = await Promise.all(Array.from({ length: 6 }, () => create({ on_existing: 'replace' }, own)))
      assert.deepEqual([...new Set(all.map(({ status }) => status))], [200], all[0]?.text)
      assert.equal(new Set(all.map(({ body }) => body.id)).size, 1)
    })

    test('without it nothing is tried', async () => {
      upstream.respond(json({ message: 'bad token' }, 401))
      for (const more of [{}, { check: false }]) assert.equal((await create(more)).status, 200)
      assert.deepEqual(upstream.arrived, [])
    })

    test('an invalid request is refused before any check', async () => {
      const { status, body } = await create({ check: true, credentials: { tokn: 'x' } })
      assert.deepEqual([status, body.code], [400, 'invalid_credentials'])
      const unknown = await create({ check: true, connector_type: 'nothing' })
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'definition_not_found'])
      assert.deepEqual(upstream.arrived, [])
    })
  })
}
