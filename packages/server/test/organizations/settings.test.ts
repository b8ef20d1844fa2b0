import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const ORGANIZATION = '/api/v1/organization'
const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`settings of an organization on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let other: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const read = async ({ token }: Tenant) => (await testServer.call('GET', ORGANIZATION, { token })).body
    const change = (body: object, token = tenant.token) =>
      testServer.call('PUT', ORGANIZATION, { token, body })

    test('they have defaults, and a change touches what it names, in one organization', async () => {
      const first = await read(tenant)
      assert.deepEqual(
        { ...first, created_at: null, updated_at: null },
        {
          id: tenant.organization,
          name: 'Acme',
          create_workspaces: true,
          redirect_origins: [],
          audit_retention_days: 400,
          tool_call_retention_days: 90,
          created_at: null,
          updated_at: null,
        },
      )
      const theirs = await read(other)
      const renamed = await change({ name: 'Acme GmbH', tool_call_retention_days: 3650 })
      assert.equal(renamed.status, 200, renamed.text)
      assert.ok(renamed.body.updated_at > first.updated_at)
      const expected = {
        ...first,
        name: 'Acme GmbH',
        tool_call_retention_days: 3650,
        updated_at: renamed.body.updated_at,
      }
      assert.deepEqual(renamed.body, expected)
      const origins = ['https://app.example.com', 'http://localhost:3000']
      const { body } = await change({ redirect_origins: origins, audit_retention_days: 1 })
      assert.deepEqual(await read(tenant), {
        ...expected,
        redirect_origins: origins,
        audit_retention_days: 1,
        updated_at: body.updated_at,
      })
      assert.deepEqual((await change({ redirect_origins: [] })).body.redirect_origins, [])
      assert.deepEqual(await read(other), theirs)
      assert.deepEqual(
        await getAudit(testServer, tenant, 'organization.updated'),
        Array(3).fill({
          event: 'organization.updated',
          outcome: 'done',
          workspace_id: null,
          subject_id: tenant.organization,
        }),
      )
    })

    test('values out of bounds and origins that no browser states are refused by name', async () => {
      const before = await read(tenant)
      for (const [field, values] of Object.entries({
        audit_retention_days: [0, 3651, 1.5, '30'],
        tool_call_retention_days: [0, 3651, -1],
        name: ['', 'x'.repeat(256)],
        create_workspaces: ['false'],
        redirect_origins: [
          ['https://app.example.com/callback'],
          ['https://a.example', 'https://a.example'],
          Array.from({ length: 51 }, (_, index) => `https://a${index}.example`),
          'https://a.example',
        ],
        epoch: [2],
        organization_id: [other.organization],
      })) {
        for (const value of values) {
          const refused = await change({ [field]: value })
          assert.deepEqual(
            [refused.status, refused.body.code],
            [422, 'invalid_request'],
            JSON.stringify(value),
          )
          assert.match(refused.body.errors[0].field, new RegExp(`^body\\.${field}`))
        }
      }
      assert.deepEqual(await read(tenant), before)
    })

    test('the role of an organization changes nothing else of it', async () => {
      await assert.rejects(
        asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
          tx
            .updateTable('organizations')
            .set({ epoch: 7 })
            .where('organization_id', '=', tenant.organization)
            .execute(),
        ),
        { code: '42501' },
      )
    })

    test('without create_workspaces minting makes none, and still finds those that exist', async () => {
      const mint = (token: string, workspace_name: string, more: object = {}) =>
        testServer.call('POST', MINT, { token, body: { workspace_name, ...more } })
      await testServer.mint(tenant, 'known')
      await change({ create_workspaces: false })
      for (const more of [{}, { create_workspace: true }, { create_workspace: false }]) {
        const refused = await mint(tenant.token, 'new', more)
        assert.deepEqual([refused.status, refused.body.code], [404, 'workspace_not_found'])
      }
      assert.equal((await mint(tenant.token, 'known')).status, 200)
      assert.equal((await mint(other.token, 'new')).status, 200)
      await change({ create_workspaces: true })
      assert.equal((await mint(tenant.token, 'new', { create_workspace: false })).status, 404)
      assert.equal((await mint(tenant.token, 'new')).status, 200)
    })
  })
}
