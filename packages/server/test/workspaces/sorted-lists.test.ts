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
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const FAR_FUTURE = '2100-01-01T00:00:00Z'

for (const engine of engines) {
  describe(`sorted and filtered lists on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    const connectors: Record<string, string> = {}

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      for (const name of ['melon', 'Apple', 'zebra', 'banana']) await testServer.mint(tenant, name)
      for (const name of ['melon', 'Apple', 'zebra']) connectors[name] = await connect(name)
      await execute('zebra', 200)
      await execute('melon', 401)
      await until(async () => (await names('?needs_attention=true')).length === 1)
      await until(
        async () => (await names(`?last_call_before=${FAR_FUTURE}&sort=-last_call_at`))[1] === 'zebra',
      )
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    async function connect(workspace_name: string): Promise<string> {
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token: tenant.token,
        body: {
          workspace_name,
          connector_type: 'probe',
          credentials: { token: 'listed-secret' },
          environment: { base_url: upstream.url },
        },
      })
      assert.ok(body.id, text)
      return body.id
    }

    async function execute(name: string, status: number) {
      upstream.respond(json(status === 200 ? { items: [] } : { message: 'no' }, status))
      await testServer.call('POST', `${CONNECTORS}/${connectors[name]}/execute`, {
        token: tenant.token,
        body: { entity: 'things', action: 'list' },
      })
    }

    const get = (path: string) => testServer.call('GET', path, { token: tenant.token })
    async function names(query: string): Promise<string[]> {
      const { body, text } = await get(`/api/v1/workspaces${query}`)
      assert.ok(body.data, text)
      return body.data.map(({ name }: { name: string }) => name)
    }
    const path = (query: string) => `/api/v1/organizations/${tenant.organization}/credentials${query}`
    async function owners(query: string): Promise<string[]> {
      const { body, text } = await get(path(query))
      assert.ok(body.data, text)
      return body.data.map(({ workspace_name }: { workspace_name: string }) => workspace_name)
    }

    /** Follows a list to its end, one row at a time. */
    async function follow(first: string, name: string): Promise<string[]> {
      const found: string[] = []
      for (let next: string | null = first; next !== null; ) {
        const { body, text } = await get(next)
        assert.ok(body.data, text)
        found.push(...body.data.map((row: Record<string, string>) => row[name]))
        next = body.next
      }
      return found
    }

    const SORTS = {
      created_at: ['default', 'melon', 'Apple', 'zebra', 'banana'],
      name: ['Apple', 'banana', 'default', 'melon', 'zebra'],
    }
    for (const [sort, expected] of Object.entries(SORTS)) {
      test(`workspaces are sorted by ${sort}, from page to page and backwards`, async () => {
        assert.deepEqual(await names(`?sort=${sort}`), expected)
        assert.deepEqual(await follow(`/api/v1/workspaces?sort=${sort}&limit=1`, 'name'), expected)
        const backwards = expected.toReversed()
        assert.deepEqual(await follow(`/api/v1/workspaces?sort=-${sort}&limit=2`, 'name'), backwards)
      })
    }

    test('workspaces are sorted by their last call, those without one behind or before', async () => {
      const all = await follow('/api/v1/workspaces?sort=-last_call_at&limit=1', 'name')
      assert.deepEqual(all.slice(0, 2), ['melon', 'zebra'])
      assert.equal(new Set(all).size, 5)
      assert.deepEqual(await names('?sort=last_call_at'), all.toReversed())
    })

    test('those that need attention are found, and sorted by how much', async () => {
      assert.deepEqual(await names('?needs_attention=true&sort=name'), ['melon'])
      assert.deepEqual(await follow('/api/v1/workspaces?sort=-needs_attention&limit=1', 'name'), ['melon'])
      assert.deepEqual(await names('?needs_attention=true&name_contains=melon'), ['melon'])
      assert.deepEqual(await names('?needs_attention=true&name_contains=zebra'), [])
      assert.equal((await names('?needs_attention=false')).length, 5)
    })

    test('those with calls that failed are sorted by how many did', async () => {
      assert.deepEqual(await follow('/api/v1/workspaces?sort=-errors&limit=1', 'name'), ['melon'])
      assert.deepEqual(await names('?sort=-errors&needs_attention=true'), ['melon'])
      assert.deepEqual(await names('?sort=-errors&name_contains=zebra'), [])
    })

    test('filters and a sort go together', async () => {
      assert.deepEqual(await names(`?definition_id=${PROBE_DEFINITION}&sort=name`), [
        'Apple',
        'melon',
        'zebra',
      ])
      assert.deepEqual(await names(`?definition_id=${crypto.randomUUID()}`), [])
      assert.deepEqual(await names('?last_call_before=2020-01-01T00:00:00Z&sort=name'), [
        'Apple',
        'banana',
        'default',
      ])
      assert.deepEqual(await names('?name_contains=an&sort=-name'), ['banana'])
      assert.deepEqual(await names('?status=inactive&sort=name'), [])
    })

    test('a cursor of another sort is refused', async () => {
      const { body } = await get('/api/v1/workspaces?sort=name&limit=1')
      const cursor = new URL(body.next, 'http://localhost').searchParams.get('cursor')
      for (const sort of ['created_at', 'last_call_at', '-needs_attention', '-errors'])
        assert.equal((await get(`/api/v1/workspaces?sort=${sort}&cursor=${cursor}`)).status, 422, sort)
      assert.equal((await get(path(`?cursor=${cursor}`))).status, 422)
    })

    test('connectors of all workspaces are found by state, service, workspace, name and last use', async () => {
      assert.deepEqual(await owners(''), ['melon', 'Apple', 'zebra'])
      assert.deepEqual(await owners('?state=needs_attention'), ['melon'])
      assert.deepEqual(await owners('?state=failing'), ['melon'])
      assert.deepEqual(await owners('?state=needs_reauthentication'), [])
      assert.deepEqual(await owners('?state=works'), ['zebra'])
      assert.deepEqual(await owners('?state=unused'), ['Apple'])
      assert.deepEqual(await owners(`?definition_id=${PROBE_DEFINITION}&state=works`), ['zebra'])
      assert.deepEqual(await owners(`?definition_id=${crypto.randomUUID()}`), [])
      assert.deepEqual(await owners('?name_contains=PROBE%20-%20a'), ['Apple'])
      assert.deepEqual(await owners('?last_call_before=2020-01-01T00:00:00Z'), ['Apple'])
      const { workspace_id } = await testServer.mint(tenant, 'zebra')
      assert.deepEqual(await owners(`?workspace_id=${workspace_id}`), ['zebra'])
      assert.equal((await get(path('?state=needs_attention'))).body.total, 1)
    })

    test('they are paged by cursor in each order, and say how they do', async () => {
      const sorts = {
        created_at: ['melon', 'Apple', 'zebra'],
        '-created_at': ['zebra', 'Apple', 'melon'],
        '-last_call_at': ['melon', 'zebra', 'Apple'],
        last_call_at: ['Apple', 'zebra', 'melon'],
      }
      for (const [sort, expected] of Object.entries(sorts))
        assert.deepEqual(await follow(path(`?sort=${sort}&limit=1`), 'workspace_name'), expected, sort)
      const { body } = await get(path('?include_health=true'))
      const states = body.data.map(({ health }: { health: { state: string } }) => health.state)
      assert.deepEqual(states, ['failing', 'unused', 'works'])
    })

    test('a connector that works again leaves the list of those that fail', async () => {
      await execute('Apple', 403)
      await until(async () => (await owners('?state=failing')).length === 2)
      await execute('Apple', 200)
      await until(async () => (await owners('?state=failing')).length === 1)
      // A 404 for a record is no failure of the connector.
      await execute('Apple', 404)
      assert.deepEqual(await names('?needs_attention=true'), ['melon'])
    })

    test('another organization sees none of it', async () => {
      const other = await testServer.createTenant('Other')
      for (const query of [
        '?needs_attention=true',
        '?sort=-needs_attention',
        '?sort=-errors',
        `?definition_id=${PROBE_DEFINITION}`,
      ]) {
        const { body } = await testServer.call('GET', `/api/v1/workspaces${query}`, { token: other.token })
        assert.deepEqual(body.data, [], query)
      }
      const { body } = await testServer.call(
        'GET',
        `/api/v1/organizations/${other.organization}/credentials`,
        {
          token: other.token,
        },
      )
      assert.deepEqual([body.data, body.total, body.next], [[], 0, null])
    })
  })
}
