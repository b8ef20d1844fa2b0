import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines) {
  describe(`where a connector sends its requests on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let before_: Awaited<ReturnType<typeof startScriptedUpstream>>
    let after_: Awaited<ReturnType<typeof startScriptedUpstream>>

    before(async () => {
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      before_ = await startScriptedUpstream()
      after_ = await startScriptedUpstream()
    })
    after(async () => {
      await testServer?.close()
      await before_?.close()
      await after_?.close()
      await engine.close()
    })

    test('a base URL is shown, and changes only together with credentials', async () => {
      const created = await testServer.call('POST', CONNECTORS, {
        token: tenant.token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'a-secret-of-the-probe' },
          environment: { base_url: `${before_.url}/` },
        },
      })
      assert.equal(created.status, 200, created.text)
      const { id, base_url, auth_option } = created.body
      assert.equal(base_url, before_.url)
      assert.equal(typeof auth_option, 'string')
      const path = `${CONNECTORS}/${id}`
      const environment = { base_url: after_.url }
      for (const [method, url] of [
        ['POST', `${path}/check`],
        ['PUT', path],
      ] as const) {
        const moved = await testServer.call(method, url, { token: tenant.token, body: { environment } })
        assert.equal(moved.body.code, 'invalid_configuration', moved.text)
      }
      const credentials = { token: 'another-secret-of-the-probe' }
      const checked = await testServer.call('POST', `${path}/check`, {
        token: tenant.token,
        body: { environment, credentials },
      })
      assert.equal(checked.status, 200, checked.text)
      assert.deepEqual([before_.arrived.length, after_.arrived.length], [0, 1])
      assert.equal((await testServer.call('GET', path, { token: tenant.token })).body.base_url, before_.url)
      const { body } = await testServer.call('PUT', path, {
        token: tenant.token,
        body: { environment, credentials },
      })
      assert.equal(body.base_url, after_.url)
    })
  })
}
