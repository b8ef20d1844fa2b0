import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`workspaces that are named at the same time on ${engine.name}`, () => {
    let testServer: TestServer
    let tenants: readonly Tenant[]

    before(async () => {
      testServer = await startTestServer(engine, { logLevel: 'silent' })
      tenants = [await testServer.createTenant('Acme'), await testServer.createTenant('Globex')]
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const mint = ({ token }: Tenant, workspace_name: string, more: object = {}) =>
      testServer.call('POST', MINT, { token, body: { workspace_name, ...more } })

    test('each organization gets its own, whoever asks beside it', async () => {
      const names = ['shared', 'second', 'third']
      const made = await Promise.all(
        tenants.map(async (tenant) => Promise.all(names.map((name) => mint(tenant, name)))),
      )
      const ids = made.map((own) => own.map(({ body }) => body.workspace_id))
      assert.equal(new Set(ids.flat()).size, 6)
      const asked = Array.from({ length: 120 }, (_, index) => [index % 2, index % 3] as const)
      const responses = await Promise.all(
        asked.map(([tenant, name]) => mint(tenants[tenant] as Tenant, names[name] as string)),
      )
      assert.deepEqual(
        responses.map(({ body }) => [body.workspace_id, body.workspace_name]),
        asked.map(([tenant, name]) => [ids[tenant]?.[name], names[name]]),
      )
    })

    test('a name that nobody holds here is not found, though another organization holds it', async () => {
      const [acme, globex] = tenants as [Tenant, Tenant]
      await mint(acme, 'of-acme')
      const responses = await Promise.all([
        mint(globex, 'of-acme', { create_workspace: false }),
        mint(acme, 'of-acme', { create_workspace: false }),
        mint(globex, 'of-nobody', { create_workspace: false }),
      ])
      assert.deepEqual(
        responses.map(({ status, body }) => [status, body.code ?? body.workspace_name]),
        [
          [404, 'workspace_not_found'],
          [200, 'of-acme'],
          [404, 'workspace_not_found'],
        ],
      )
    })
  })
}
