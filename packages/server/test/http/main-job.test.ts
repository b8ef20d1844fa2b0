import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  PROBE_DEFINITION,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines) {
  describe(`the main job on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    function connect(token: string, more: object = {}) {
      return testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'probe-secret-1' },
          environment: { base_url: upstream.url },
          ...more,
        },
      })
    }

    test('mints, connects, executes, lists, renames, deactivates, deletes', async () => {
      const { token, workspace_id } = await testServer.mint(tenant, 'customer-1')
      assert.equal((await testServer.mint(tenant, 'customer-1')).workspace_id, workspace_id)

      const info = await testServer.call('GET', '/api/v1/account/applications/scoped-token/info', { token })
      assert.deepEqual(info.body, {
        organization_id: tenant.organization,
        workspace_id,
        workspace_name: 'customer-1',
      })

      const created = await connect(token)
      assert.equal(created.status, 200, created.text)
      assert.equal(created.body.name, 'Probe - customer-1')
      assert.equal(created.body.source_template.source_definition_id, PROBE_DEFINITION)
      assert.deepEqual(created.body.replication_config, {})
      const connector = `${CONNECTORS}/${created.body.id}`

      upstream.respond(
        json({ items: [{ id: 1, color: 'red' }, 'blue'] }, 200, { link: '<https://x/2>; rel="next"' }),
      )
      const executed = await testServer.call('POST', `${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list', params: { color: 'red' } },
      })
      assert.equal(executed.status, 200, executed.text)
      assert.deepEqual(executed.body.result, [{ id: 1, color: 'red' }, { value: 'blue' }])
      assert.deepEqual(executed.body.connector_metadata, {
        next: 'https://x/2',
        has_next_page: true,
        end_cursor: 'https://x/2',
      })
      assert.equal(upstream.arrived.at(-1)?.url, '/things?color=red')
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, 'Bearer probe-secret-1')

      const selected = await testServer.call('POST', `${connector}/execute`, {
        token,
        body: { entity: 'things', action: 'list', params: null, select_fields: ['id'] },
      })
      assert.deepEqual(selected.body.result, [{ id: 1 }, {}])

      const listed = await testServer.call('GET', `${CONNECTORS}?workspace_name=customer-1`, {
        token: tenant.token,
      })
      assert.deepEqual(
        listed.body.data.map((item: { id: string }) => item.id),
        [created.body.id],
      )

      const renamed = await testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
        token: tenant.token,
        body: { name: 'customer-one' },
      })
      assert.equal(renamed.body.name, 'customer-one')

      const deactivated = await testServer.call('PUT', `/api/v1/workspaces/${workspace_id}`, {
        token: tenant.token,
        body: { status: 'inactive' },
      })
      assert.equal(deactivated.body.status, 'inactive')
      assert.equal((await testServer.call('GET', connector, { token })).status, 401)
      const refused = await testServer.call('POST', `${connector}/execute`, {
        token: tenant.token,
        body: { entity: 'things', action: 'list' },
      })
      assert.deepEqual([refused.status, refused.body.code], [403, 'workspace_inactive'])
      assert.equal((await testServer.call('GET', connector, { token: tenant.token })).status, 200)

      const deleted = await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, {
        token: tenant.token,
      })
      assert.equal(deleted.status, 200, deleted.text)
      assert.equal(deleted.body.data_key.destroyed, true)
      assert.equal((await testServer.call('GET', connector, { token: tenant.token })).status, 404)
      assert.notEqual((await testServer.mint(tenant, 'customer-1')).workspace_id, workspace_id)
    })

    test('an application token works in default, or in the workspace that is named', async () => {
      const created = await connect(tenant.token, { name: 'Mine' })
      assert.equal(created.status, 200, created.text)
      const listed = await testServer.call('GET', CONNECTORS, { token: tenant.token })
      assert.equal(listed.body.data[0].name, 'Mine')
      const unknown = await connect(tenant.token, { workspace_name: 'nobody' })
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'workspace_not_found'])
      const none = await testServer.call('GET', `${CONNECTORS}?workspace_name=nobody`, {
        token: tenant.token,
      })
      assert.deepEqual([none.status, none.body], [200, { data: [] }])
      const gone = await testServer.call('DELETE', `${CONNECTORS}/${created.body.id}`, {
        token: tenant.token,
      })
      assert.equal(gone.status, 202)
      assert.ok(gone.body.job_id)
    })
  })
}
