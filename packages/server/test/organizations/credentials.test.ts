import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { signUpPerson } from '@bulkhead/testing/people'
import {
  PROBE_DEFINITION,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines) {
  describe(`credentials of an organization on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let other: Tenant
    const ids: string[] = []

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      other = await testServer.createTenant('Other')
      for (const name of ['one', 'two', 'one']) ids.push(await connect(tenant, name))
      await connect(other, 'one')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    async function connect(owner: Tenant, workspace_name: string): Promise<string> {
      await testServer.mint(owner, workspace_name)
      const { body } = await testServer.call('POST', CONNECTORS, {
        token: owner.token,
        body: {
          workspace_name,
          connector_type: 'probe',
          credentials: { token: 'listed-secret' },
          environment: { base_url: upstream.url },
          entities: [{ entity: 'things', modes: ['read'] }],
        },
      })
      return body.id
    }
    const list = (query = '', organization = tenant.organization, token = tenant.token) =>
      testServer.call('GET', `/api/v1/organizations/${organization}/credentials${query}`, { token })
    const toIds = ({ data }: { data: { id: string }[] }) => data.map(({ id }) => id)

    test('it lists the connectors of all workspaces, in pages, with their use and no secret', async () => {
      const { status, body, text } = await list()
      assert.equal(status, 200, text)
      assert.deepEqual([toIds(body), body.total], [ids, 3])
      assert.ok(!text.includes('listed-secret'))
      const [first] = body.data
      assert.deepEqual(
        { ...first, workspace_id: null, created_at: null },
        {
          id: ids[0],
          workspace_id: null,
          workspace_name: 'one',
          workspace_tombstone: false,
          connector_definition_id: PROBE_DEFINITION,
          connector_name: 'Probe - one',
          connector_mode: 'DIRECT',
          created_at: null,
          last_accessed_at: null,
          direct_queries_30d: 0,
          replications_30d: null,
          context_store_badge_status: 'loading',
          context_store_status: null,
          context_store_entity_count: 0,
          entities: [{ entity: 'things', modes: ['read'] }],
          account: null,
        },
      )
      assert.equal(first.workspace_id, (await testServer.mint(tenant, 'one')).workspace_id)
      for (const [query, expected] of [
        ['?limit=2', ids.slice(0, 2)],
        ['?limit=2&offset=2', ids.slice(2)],
        ['?limit=200&offset=3', []],
      ] as const) {
        const page = (await list(query)).body
        assert.deepEqual([toIds(page), page.total], [expected, 3], query)
      }
      assert.equal((await list('', tenant.organization.toUpperCase())).body.total, 3)
    })

    test('it says when a connector was used last, and how often', async () => {
      const began = Date.now()
      for (const action of ['list', 'list']) {
        const executed = await testServer.call('POST', `${CONNECTORS}/${ids[1]}/execute`, {
          token: tenant.token,
          body: { entity: 'things', action },
        })
        assert.equal(executed.status, 200, executed.text)
      }
      const getUsed = async () => (await list()).body.data[1]
      await until(async () => (await getUsed()).direct_queries_30d === 2)
      const used = await getUsed()
      assert.ok(Math.abs(Date.parse(used.last_accessed_at) - began) < 10_000, used.last_accessed_at)
      const [unused] = (await list()).body.data
      assert.deepEqual([unused.direct_queries_30d, unused.last_accessed_at], [0, null])
    })

    test('steps of the set-up are read from what is there', async () => {
      const read = async (token: string) => {
        const { body, text } = await testServer.call('GET', '/api/v1/organization/setup', { token })
        assert.ok('connector_id' in body, text)
        return body
      }
      await until(async () => (await read(tenant.token)).connector_id === ids[1])
      const { application_called: _, ...steps } = await read(tenant.token)
      const open = { oauth_app: false, connect_link: false, colleague: false, agent: false }
      assert.deepEqual(steps, { connector_id: ids[1], connector_called: true, ...open })
      const connected = await read(other.token)
      assert.equal(ids.includes(connected.connector_id), false)
      assert.equal(connected.connector_called, false)
      const empty = await testServer.createTenant('Empty')
      assert.equal((await read(empty.token)).connector_id, null)
      await testServer.mint(empty, 'one')
      const made = await testServer.call('POST', '/api/v1/connect/sessions', {
        token: empty.token,
        body: { workspace_name: 'one' },
      })
      assert.equal(made.status, 200, made.text)
      assert.equal((await read(empty.token)).connect_link, true)
      await signUpPerson(testServer, empty, 'owner')
      await signUpPerson(testServer, empty, 'member')
      assert.equal((await read(empty.token)).colleague, true)
    })

    test('the connectors of a page share the calls that it counts', async () => {
      for (let calls = 2; calls < 52; calls += 1) {
        const executed = await testServer.call('POST', `${CONNECTORS}/${ids[1]}/execute`, {
          token: tenant.token,
          body: { entity: 'things', action: 'list' },
        })
        assert.equal(executed.status, 200, executed.text)
      }
      const countedBy = async (query: string) => (await list(query)).body.data[0].direct_queries_30d
      await until(async () => (await countedBy('?offset=1&limit=1')) === 52)
      assert.deepEqual(
        [await countedBy('?offset=1&limit=200'), await countedBy('?offset=1&limit=100')],
        [50, 52],
      )
    })

    test("another organization's id looks like any other; a scoped token and bad pages are refused", async () => {
      const responses = []
      for (const id of [other.organization, crypto.randomUUID(), 'no-id']) {
        const { status, body } = await list('', id)
        responses.push([status, body.code, body.message])
      }
      assert.deepEqual(responses[0]?.slice(0, 2), [404, 'organization_not_found'])
      assert.deepEqual(new Set(responses.map((response) => JSON.stringify(response))).size, 1)
      const { token } = await testServer.mint(tenant, 'one')
      const refused = await list('', tenant.organization, token)
      assert.deepEqual([refused.status, refused.body.code], [403, 'not_permitted'])
      for (const query of ['?limit=0', '?limit=201', '?offset=-1', '?limit=x', '?limt=2']) {
        assert.equal((await list(query)).status, 422, query)
      }
    })

    test('the connectors of a deleted workspace are not in it, and a renamed one has its new name', async () => {
      const { workspace_id } = await testServer.mint(tenant, 'two')
      const path = `/api/v1/workspaces/${workspace_id}`
      await testServer.call('PUT', path, { token: tenant.token, body: { name: 'deux' } })
      assert.equal((await list()).body.data[1].workspace_name, 'deux')
      assert.equal((await testServer.call('DELETE', path, { token: tenant.token })).status, 200)
      const { body } = await list()
      assert.deepEqual([toIds(body), body.total], [[ids[0], ids[2]], 2])
      assert.equal((await list('', other.organization, other.token)).body.total, 1)
    })
  })
}
