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

    test('entities, actions and read_only are enforced before anything is looked up', async () => {
      const byEntity = await narrowed({ entities: ['things'] })
      assert.deepEqual(await execute(byEntity, mine, 'things', 'list'), [200, null])
      assert.deepEqual(await execute(byEntity, crypto.randomUUID(), 'secrets', 'list'), [403, 'not_granted'])
      const byAction = await narrowed({ actions: ['get'] })
      assert.deepEqual(await execute(byAction, mine, 'things', 'get', { id: '1' }), [200, null])
      assert.deepEqual(await execute(byAction, mine, 'things', 'list'), [403, 'not_granted'])
      const reading = await narrowed({ read_only: true })
      assert.deepEqual(await execute(reading, mine, 'things', 'list'), [200, null])
      const before = upstream.arrived.length
      assert.deepEqual(await execute(reading, mine, 'things', 'create', { name: 'x' }), [403, 'not_granted'])
      assert.equal(upstream.arrived.length, before)
    })

    test('info shows the grant; a narrowed token manages nothing and mints nothing', async () => {
      const grant = { connector_ids: [mine], entities: ['things'], actions: ['list'], read_only: true }
      const token = await narrowed(grant)
      const info = await testServer.call('GET', `${MINT}/info`, { token })
      assert.deepEqual(info.body.grant, grant)
      for (const [method, path, body] of [
        ['POST', MINT, { workspace_name: 'acme' }],
        ['POST', CONNECTORS, { connector_type: 'probe', credentials: { token: 'x' } }],
        ['PUT', `${CONNECTORS}/${mine}`, { name: 'mine' }],
        ['DELETE', `${CONNECTORS}/${mine}`, undefined],
        ['GET', '/api/v1/workspaces', undefined],
      ] as const) {
        const refused = await testServer.call(method, path, { token, body })
        assert.deepEqual([refused.status, refused.body.code], [403, 'not_permitted'], `${method} ${path}`)
      }
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

    test("a connector's entities limit every token", async () => {
      const { token } = await testServer.mint(tenant, 'acme')
      await testServer.call('PUT', `${CONNECTORS}/${other}`, {
        token,
        body: { entities: [{ entity: 'things', modes: ['read'] }] },
      })
      assert.deepEqual(await execute(token, other, 'things', 'list'), [200, null])
      assert.deepEqual(await execute(token, other, 'things', 'create', { name: 'x' }), [403, 'not_granted'])
      assert.deepEqual(await execute(tenant.token, other, 'things', 'create', { name: 'x' }), [
        403,
        'not_granted',
      ])
      await testServer.call('PUT', `${CONNECTORS}/${other}`, { token, body: { entities: [] } })
      assert.deepEqual(await execute(token, other, 'things', 'create', { name: 'x' }), [200, null])
    })
  })
}
