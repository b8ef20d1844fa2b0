import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createQuotaReader, type Quotas } from '@bulkhead/server/access/limits/read-quotas'
import { setQuotas } from '@bulkhead/server/operator/operator-commands'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { asPrincipalAfter } from '@bulkhead/server/platform/database/roles/as-principal-after'
import { type TenantTransaction, unscoped } from '@bulkhead/server/platform/database/roles/tenant-transaction'
import { engines } from '@bulkhead/testing/engines'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const MINT = '/api/v1/account/applications/scoped-token'

for (const engine of engines) {
  describe(`quotas on ${engine.name}`, () => {
    let testServer: TestServer

    before(async () => {
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    async function set({ organization }: Tenant, quotas: Partial<Quotas>): Promise<void> {
      const { database, log, quotas: reader } = testServer.server.services
      assert.ok(await asOperator(database, log, 'test', (tx) => setQuotas(tx, organization, quotas)))
      reader.forget(organization)
    }

    function connect(token: string, more: object = {}) {
      return testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: 'http://127.0.0.1:9' },
          ...more,
        },
      })
    }

    const mint = (token: string, workspace_name: string) =>
      testServer.call('POST', MINT, { token, body: { workspace_name } })

    test('workspaces: the quota is not passed by many at once, and names that exist still mint', async () => {
      const tenant = await testServer.createTenant('Workspaces')
      await set(tenant, { max_workspaces: 4 })
      const responses = await Promise.all(
        Array.from({ length: 10 }, (_, index) => mint(tenant.token, `w${index}`)),
      )
      const made = responses.filter(({ status }) => status === 200)
      // `default` is one of the four.
      assert.equal(made.length, 3)
      for (const { status, body } of responses.filter((response) => !made.includes(response))) {
        assert.deepEqual([status, body.code], [403, 'quota_exceeded'])
        assert.match(body.message, /max_workspaces .* is 4\b/)
      }
      const name = made[0]?.body.workspace_name
      assert.equal((await mint(tenant.token, name)).status, 200)
      await testServer.call('DELETE', `/api/v1/workspaces/${made[0]?.body.workspace_id}`, {
        token: tenant.token,
      })
      assert.equal((await mint(tenant.token, 'in its place')).status, 200)
      assert.equal((await mint(tenant.token, 'one more')).status, 403)
      await set(tenant, { max_workspaces: null })
      assert.equal((await mint(tenant.token, 'one more')).status, 200)
    })

    test('connectors: counted over all workspaces, for every kind of token', async () => {
      const tenant = await testServer.createTenant('Connectors')
      const [one, two] = [await testServer.mint(tenant, 'one'), await testServer.mint(tenant, 'two')]
      await set(tenant, { max_connectors: 5 })
      const tokens = [one.token, two.token, tenant.token]
      const responses = await Promise.all(
        Array.from({ length: 12 }, (_, index) => connect(tokens[index % 3] as string)),
      )
      const made = responses.filter(({ status }) => status === 200)
      assert.equal(made.length, 5)
      for (const { status, body } of responses.filter((response) => !made.includes(response))) {
        assert.deepEqual([status, body.code], [403, 'quota_exceeded'])
        assert.match(body.message, /max_connectors .* is 5\b/)
      }
      const [first] = made
      await testServer.call('DELETE', `${CONNECTORS}/${first?.body.id}`, { token: tenant.token })
      const again = await connect(one.token)
      assert.deepEqual([again.status, again.body.workspace_id], [200, one.workspace_id], again.text)
      assert.equal((await connect(two.token)).status, 403)
      // Connectors of a deleted workspace do not count.
      await testServer.call('DELETE', `/api/v1/workspaces/${one.workspace_id}`, { token: tenant.token })
      assert.equal((await connect(two.token)).status, 200)
      const other = await testServer.createTenant('Another organization')
      assert.equal((await connect(other.token)).status, 200)
    })

    test('counting for the organization does not widen what a scoped token reaches', async () => {
      const tenant = await testServer.createTenant('Walls')
      const [one, two] = [await testServer.mint(tenant, 'one'), await testServer.mint(tenant, 'two')]
      await set(tenant, { max_connectors: 100 })
      const foreign = await connect(one.token, { workspace_id: two.workspace_id })
      assert.deepEqual([foreign.status, foreign.body.code], [404, 'workspace_not_found'])
      const { body } = await connect(one.token)
      assert.equal(body.workspace_id, one.workspace_id)
      await connect(two.token)
      const count = (tx: TenantTransaction) =>
        unscoped(tx).selectFrom('connectors').select('workspace_id').execute()
      let ofOrganization = 0
      const own = await asPrincipalAfter(
        testServer.server.services.database,
        { organization: tenant.organization, workspace: one.workspace_id },
        async (tx) => {
          ofOrganization = (await count(tx)).length
        },
        count,
      )
      assert.deepEqual([ofOrganization, own], [2, [{ workspace_id: one.workspace_id }]])
    })

    test('requests: beyond the rate 429, with what is allowed in headers', async () => {
      const tenant = await testServer.createTenant('Requests')
      const { token } = await testServer.mint(tenant, 'acme')
      const unlimited = await testServer.call('GET', CONNECTORS, { token })
      assert.equal(unlimited.headers.get('ratelimit-policy'), null)
      await set(tenant, { requests_per_second: 3 })
      const responses = await Promise.all(
        // All kinds of token share the quota of their organization, and rejected requests count too.
        Array.from({ length: 12 }, (_, index) =>
          index % 2
            ? testServer.call('GET', CONNECTORS, { token })
            : testServer.call('GET', '/api/v1/workspaces', { token }),
        ),
      )
      const refused = responses.filter(({ status }) => status === 429)
      assert.ok(refused.length >= 1 && refused.length <= 9, `${refused.length} of 12 were refused`)
      for (const response of responses) {
        assert.equal(response.headers.get('ratelimit-policy'), '"organization";q=3;w=1')
        assert.match(response.headers.get('ratelimit') ?? '', /^"organization";r=[0-2];t=[01]$/)
      }
      for (const { body, headers } of refused) {
        assert.deepEqual([body.code, headers.get('retry-after')], ['rate_limited', '1'])
      }
      const other = await testServer.createTenant('Not limited')
      assert.equal((await testServer.call('GET', CONNECTORS, { token: other.token })).status, 200)
      await setTimeout(1_050)
      assert.equal((await testServer.call('GET', CONNECTORS, { token })).status, 200)
    })

    test('bodies: beyond the quota 413, with a length or without', async () => {
      const tenant = await testServer.createTenant('Bodies')
      await set(tenant, { max_body_bytes: 300 })
      const body = (bytes: number) =>
        `{"workspace_name":"${'w'.repeat(20)}","expires_in":1200${' '.repeat(bytes - 60)}}`
      const text = (bytes: number) => body(bytes + 60 - body(60).length)
      assert.equal(text(300).length, 300)
      const small = await testServer.call('POST', MINT, { token: tenant.token, body: text(300) })
      assert.equal(small.status, 200, small.text)
      const large = await testServer.call('POST', MINT, { token: tenant.token, body: text(301) })
      assert.deepEqual([large.status, large.body.code], [413, 'body_too_large'])
      assert.match(large.body.message, /300 bytes/)
      assert.equal(await chunked(tenant.token, text(300)), 200)
      assert.equal(await chunked(tenant.token, text(301)), 413)
    })

    /** Sends a body without a `Content-Length`. */
    function chunked(token: string, text: string): Promise<number | undefined> {
      return new Promise((resolve, reject) => {
        const sent = request(new URL(MINT, testServer.server.url), {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'transfer-encoding': 'chunked',
          },
        })
        sent.on('response', (response) => resolve(response.resume().statusCode))
        sent.on('error', reject)
        sent.write(text.slice(0, 10))
        sent.end(text.slice(10))
      })
    }

    test('quotas are the operator’s: an organization cannot change its own', async () => {
      const tenant = await testServer.createTenant('Own')
      const { database, log } = testServer.server.services
      await assert.rejects(
        asPrincipal(database, { organization: tenant.organization }, 'read write', (tx) =>
          tx.updateTable('organizations').set({ max_workspaces: null }).execute(),
        ),
        /permission denied/,
      )
      const unknown = await asOperator(database, log, 'test', (tx) =>
        setQuotas(tx, crypto.randomUUID(), { max_workspaces: 1 }),
      )
      assert.equal(unknown, undefined)
      await set(tenant, { max_workspaces: 7, max_connectors: 8 })
      await set(tenant, { max_connectors: null })
      assert.deepEqual(await createQuotaReader({ database, log }).of(tenant.organization), {
        max_workspaces: 7,
        max_connectors: null,
        max_definitions: null,
        definitions_version: 0,
        networks: [],
        requests_per_second: null,
        max_body_bytes: null,
      })
    })

    test('an organization without a rate of its own has that of the settings', async () => {
      const tenant = await testServer.createTenant('Unlimited')
      const { database, log } = testServer.server.services
      const rate = async () => {
        const reader = createQuotaReader({ database, log, requestsPerSecond: 40 })
        return (await reader.of(tenant.organization)).requests_per_second
      }
      assert.equal(await rate(), 40)
      await set(tenant, { requests_per_second: 100 })
      assert.equal(await rate(), 100)
      await set(tenant, { requests_per_second: null })
      assert.equal(await rate(), 40)
    })

    test('quotas are read again after half a minute, and no sooner', async () => {
      const tenant = await testServer.createTenant('Cached')
      const { database, log } = testServer.server.services
      let now = 0
      const reader = createQuotaReader({ database, log }, () => now)
      const most = async () => (await reader.of(tenant.organization)).max_workspaces
      assert.equal(await most(), null)
      await set(tenant, { max_workspaces: 3 })
      now = 29_000
      assert.equal(await most(), null)
      now = 31_000
      assert.equal(await most(), 3)
    })
  })
}
