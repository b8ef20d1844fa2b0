import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import { CONNECTORS } from '../http/api.ts'

const SECRET = 'created-secret-+/4711'

for (const engine of engines) {
  describe(`creating a connector whose credentials are tried first on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let token: string

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      token = (await testServer.mint(await testServer.createTenant('Acme'), 'acme')).token
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

    const create = (more: object = {}) =>
      testServer.call('POST', CONNECTORS, {
        token,
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

    test('credentials that do not are refused in the words of the check, and nothing is stored', async () => {
      const before = await count()
      for (const status of [401, 403]) {
        upstream.respond(json({ message: `bad token ${SECRET}` }, status))
        const refused = await create({ check: true })
        assert.deepEqual([refused.status, refused.body.code], [400, 'invalid_credentials'])
        assert.match(refused.body.message, new RegExp(`do not work\\. .*${status}.*bad token`))
        assert.ok(!refused.text.includes(SECRET))
      }
      assert.equal(await count(), before)
    })

    test('a check that finds out nothing refuses nothing', async () => {
      const before = await count()
      upstream.respond(json({ message: 'down' }, 500))
      assert.equal((await create({ check: true })).status, 200)
      const entities = [{ entity: 'things', modes: ['write'] }]
      assert.equal((await create({ check: true, entities })).status, 200, 'nothing may be read')
      assert.equal(await count(), before + 2)
    })

    test('without it nothing is tried', async () => {
      upstream.respond(json({ message: 'bad token' }, 401))
      for (const more of [{}, { check: false }]) assert.equal((await create(more)).status, 200)
      assert.deepEqual(upstream.arrived, [])
    })

    test('what is wrong by itself is refused before anything is tried', async () => {
      const { status, body } = await create({ check: true, credentials: { tokn: 'x' } })
      assert.deepEqual([status, body.code], [400, 'invalid_credentials'])
      const unknown = await create({ check: true, connector_type: 'nothing' })
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'definition_not_found'])
      assert.deepEqual(upstream.arrived, [])
    })
  })
}
