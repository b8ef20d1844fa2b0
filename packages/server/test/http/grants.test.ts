import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`narrowed tokens on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let mine: string
    let other: string

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      const { token } = await testServer.mint(tenant, 'acme')
      mine = await connect(token)
      other = await connect(token)
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    async function connect(token: string): Promise<string> {
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'narrow-secret' },
          environment: { base_url: upstream.url },
        },
      })
      return body.id
    }

    async function narrowed(grant: object): Promise<string> {
      const { status, body, text } = await testServer.call('POST', MINT, {
        token: tenant.token,
        body: { workspace_name: 'acme', ...grant },
      })
      assert.equal(status, 200, text)
      return body.token
    }

    async function execute(
      token: string,
      connector: string,
      entity: string,
      action: string,
      params: object = {},
    ) {
      upstream.respond(json({ items: [] }))
      const { status, body } = await testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
        token,
        body: { entity, action, params },
      })
      return [status, body.code ?? null]
    }

    test('a connector outside the grant is 403, whether or not it exists', async () => {
      const token = await narrowed({ connector_ids: [mine.toUpperCase()] })
      assert.deepEqual(await execute(token, mine, 'things', 'list'), [200, null])
      for (const id of [other, crypto.randomUUID(), 'no-id-at-all']) {
        assert.deepEqual(await execute(token, id, 'things', 'list'), [403, 'not_granted'])
        assert.equal((await testServer.call('GET', `${CONNECTORS}/${id}`, { token })).status, 403)
      }
      const { body } = await testServer.call('GET', CONNECTORS, { token })
      assert.deepEqual(
        body.data.map((item: { id: string }) => item.id),
        [mine],
      )
    })

    test('a write with a read-only grant is refused before anything is sent', async () => {
      const reading = await narrowed({ read_only: true })
      assert.deepEqual(await execute(reading, mine, 'things', 'list'), [200, null])
      const before = upstream.arrived.length
      assert.deepEqual(await execute(reading, mine, 'things', 'create', { name: 'x' }), [403, 'not_granted'])
      assert.equal(upstream.arrived.length, before)
    })

    test('a narrowed token shows its grant and revokes itself', async () => {
      const grant = { connector_ids: [mine], entities: ['things'], actions: ['list'], read_only: true }
      const token = await narrowed(grant)
      const info = await testServer.call('GET', `${MINT}/info`, { token })
      assert.deepEqual(info.body.grant, grant)
      assert.equal(
        (await testServer.call('POST', '/api/v1/account/applications/token/revoke', { token, body: {} }))
          .status,
        200,
      )
      assert.equal((await testServer.call('GET', `${MINT}/info`, { token })).status, 401)
    })

    test('an empty or overlong grant is refused, never taken for "all"', async () => {
      for (const grant of [
        { connector_ids: [] },
        { entities: [] },
        { actions: [] },
        { read_only: null },
        { connector_ids: null },
        { entities: null },
        { actions: null },
        { entities: Array.from({ length: 51 }, (_, index) => `e${index}`) },
        { connector_ids: ['not-a-uuid'] },
      ]) {
        const { status, body } = await testServer.call('POST', MINT, {
          token: tenant.token,
          body: { workspace_name: 'acme', ...grant },
        })
        assert.deepEqual([status, body.code], [422, 'invalid_request'], JSON.stringify(grant))
      }
    })

    test('read_only: false is as good as nothing', async () => {
      const all = await testServer.call('GET', `${MINT}/info`, {
        token: await narrowed({ read_only: false }),
      })
      assert.deepEqual([all.status, 'grant' in all.body], [200, false])
      const other = await narrowed({ read_only: false, actions: ['list'] })
      const info = await testServer.call('GET', `${MINT}/info`, { token: other })
      assert.deepEqual(info.body.grant, { actions: ['list'] })
    })
  })
}
