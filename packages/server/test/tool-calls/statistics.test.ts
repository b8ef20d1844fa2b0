import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { getFirstId } from '@bulkhead/server/platform/keyset'
import { engines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'

const CALLS = '/api/v1/tool-calls'
const STATISTICS = `${CALLS}/statistics`
const CONNECTORS = '/api/v1/integrations/connectors'
const BEGIN = Date.parse('2026-01-10T10:00:00.000Z')
const HOUR_MS = 3_600_000

interface Call {
  readonly atMs: number
  readonly connector_id: string
  readonly workspace_id: string
  readonly code?: 'upstream_error' | 'upstream_rejected' | 'invalid_params'
  readonly upstream_status?: number
  readonly duration_ms?: number
  readonly upstream_ms?: number
}

for (const engine of engines) {
  describe(`what calls come to on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let application: string
    let acme: { workspace_id: string; token: string; connector_id: string }
    let other: typeof acme
    let calls = 0

    before(async () => {
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      const { body } = await testServer.call('GET', '/api/v1/applications', { token: tenant.token })
      application = body.data[0].id
      acme = await tenantFixture('acme')
      other = await tenantFixture('other')
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    async function tenantFixture(name: string) {
      const { token, workspace_id } = await testServer.mint(tenant, name)
      return { token, workspace_id, connector_id: await connect(token) }
    }

    async function connect(token: string): Promise<string> {
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'a-secret-of-the-probe' },
          environment: { base_url: 'http://127.0.0.1:9' },
        },
      })
      assert.ok(body.id, text)
      return body.id
    }

    /** Puts calls on record as if they had ended then. */
    const record = (rows: readonly Call[]) =>
      asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
        tx
          .insertInto('tool_calls')
          .values(
            rows.map(({ atMs, duration_ms = 100, upstream_ms = 50, code, upstream_status = 200, ...row }) => {
              calls += 1
              const at = new Date(atMs)
              return {
                organization_id: tenant.organization,
                call_id: getFirstId(at.toISOString()).slice(0, -12) + String(calls).padStart(12, '0'),
                at,
                ...row,
                definition_id: null,
                entity: 'things',
                action: 'list',
                status: code === undefined ? ('success' as const) : ('error' as const),
                code: code ?? null,
                upstream_status,
                duration_ms,
                upstream_ms,
                request_bytes: 0,
                response_bytes: 0,
                request_id: crypto.randomUUID(),
                application_id: application,
                person_id: null,
                token_kind: 'application' as const,
                source: 'http' as const,
              }
            }),
          )
          .execute(),
      )

    const ask = async (query: object, token = tenant.token) => {
      const parameters = new URLSearchParams({
        since: new Date(BEGIN).toISOString(),
        until: new Date(BEGIN + 4 * HOUR_MS).toISOString(),
        buckets: '4',
        ...query,
      })
      return testServer.call('GET', `${STATISTICS}?${parameters}`, { token })
    }
    const getCalls = async (query: object, token?: string) =>
      (await ask(query, token)).body.data.map((bucket: { calls: number }) => bucket.calls)

    test('counts calls, errors and durations in equal parts of the time', async () => {
      const { workspace_id, connector_id } = acme
      await record([
        ...Array.from({ length: 100 }, (_, one) => ({
          ...{ workspace_id, connector_id, upstream_ms: 40 },
          atMs: BEGIN + one * 1_000,
          duration_ms: one < 90 ? 100 : 2_000,
        })),
        { workspace_id, connector_id, atMs: BEGIN + 2 * HOUR_MS, code: 'upstream_error' },
        { workspace_id, connector_id, atMs: BEGIN + 4 * HOUR_MS - 1 },
        // At the end of the span, so it belongs to the next one.
        { workspace_id, connector_id, atMs: BEGIN + 4 * HOUR_MS },
        {
          workspace_id: other.workspace_id,
          connector_id: other.connector_id,
          atMs: BEGIN + HOUR_MS,
        },
      ])
      const { body, status, text } = await ask({ workspace_id })
      assert.equal(status, 200, text)
      assert.equal(body.bucket_seconds, 3600)
      const seen = body.data.map((bucket: { calls: number; errors: number }) => [bucket.calls, bucket.errors])
      assert.deepEqual(seen, [
        [100, 0],
        [0, 0],
        [1, 1],
        [1, 0],
      ])
      const [first, second] = body.data
      const within = (value: number, wanted: number) => Math.abs(value - wanted) <= wanted / 10
      assert.ok(within(first.p50_ms, 100) && within(first.p95_ms, 2_000), text)
      assert.ok(within(first.upstream_p50_ms, 40), text)
      assert.deepEqual([second.p50_ms, second.p95_ms, second.upstream_p50_ms], [null, null, null])
      assert.equal(first.at, new Date(BEGIN).toISOString())
    })

    test('a filter narrows what is counted, and a scoped token counts its own', async () => {
      assert.deepEqual(await getCalls({}), [100, 1, 1, 1])
      assert.deepEqual(await getCalls({ status: 'error' }), [0, 0, 1, 0])
      assert.deepEqual(await getCalls({ code: 'upstream_error' }), [0, 0, 1, 0])
      assert.deepEqual(await getCalls({ connector_id: other.connector_id }), [0, 1, 0, 0])
      assert.deepEqual(await getCalls({ workspace_name: 'other' }), [0, 1, 0, 0])
      assert.deepEqual(await getCalls({ application_id: crypto.randomUUID() }), [0, 0, 0, 0])
      assert.deepEqual(await getCalls({ operation_contains: 'INGS.LI' }), [100, 1, 1, 1])
      assert.deepEqual(await getCalls({ operation_contains: 'issues' }), [0, 0, 0, 0])
      assert.deepEqual(await getCalls({}, other.token), [0, 1, 0, 0])
      assert.deepEqual(await getCalls({ workspace_id: acme.workspace_id }, other.token), [0, 0, 0, 0])
      const stranger = await testServer.createTenant('Stranger')
      assert.deepEqual(await getCalls({ workspace_id: acme.workspace_id }, stranger.token), [0, 0, 0, 0])
    })

    test('all calls come to the same, counted by an index or in a pass over them', async () => {
      for (const buckets of ['1', '4', '7', '200']) {
        const [byTime, inOnePass] = [
          await ask({ buckets }),
          await ask({ buckets, application_id: application }),
        ]
        assert.deepEqual(byTime.body.data, inOnePass.body.data)
      }
    })

    test('calls are counted by what they have in common, within the scope of the token', async () => {
      const groups = async (query: object, token = tenant.token) => {
        const parameters = new URLSearchParams({
          since: new Date(BEGIN).toISOString(),
          until: new Date(BEGIN + 4 * HOUR_MS).toISOString(),
          ...query,
        })
        return testServer.call('GET', `${CALLS}/groups?${parameters}`, { token })
      }
      const counts = async (query: object, token?: string) => {
        const { body, text } = await groups(query, token)
        assert.ok(body.data, text)
        return body.data.map((group: { key: string; calls: number; errors: number }) => [
          group.key,
          group.calls,
          group.errors,
        ])
      }
      const byWorkspace = [
        [acme.workspace_id, 102, 1],
        [other.workspace_id, 1, 0],
      ]
      assert.deepEqual(await counts({ by: 'workspace' }), byWorkspace)
      assert.deepEqual(await counts({ by: 'connector', workspace_name: 'other' }), [
        [other.connector_id, 1, 0],
      ])
      assert.deepEqual(await counts({ by: 'status' }), [
        ['success', 102, 0],
        ['error', 1, 1],
      ])
      assert.deepEqual(await counts({ by: 'code', status: 'error' }), [['upstream_error', 1, 1]])
      assert.deepEqual(await counts({ by: 'service' }), [[null, 103, 1]])
      assert.deepEqual(await counts({ by: 'service', entity: 'nothing' }), [])
      const { body: callers } = await groups({ by: 'caller', buckets: '4' })
      assert.deepEqual(callers.data, [
        {
          ...{ key: application, caller: 'application', calls: 103, errors: 1 },
          series: [100, 1, 1, 1].map((calls, bucket) => ({ calls, errors: bucket === 2 ? 1 : 0 })),
        },
      ])
      const { body: shortened } = await groups({ by: 'workspace', limit: '1', include_names: 'true' })
      assert.deepEqual(
        [shortened.data.map(({ name }: { name: string }) => name), shortened.rest],
        [['acme'], { groups: 1, calls: 1, errors: 0 }],
      )
      // Each id of a list gets its own counts, in the order of the list.
      const unknown = crypto.randomUUID()
      const keys = [other.workspace_id, unknown, acme.workspace_id].join(',')
      const listed = [byWorkspace[1], [unknown, 0, 0], byWorkspace[0]]
      assert.deepEqual(await counts({ by: 'workspace', keys }), listed)
      assert.deepEqual(await counts({ by: 'connector', keys: acme.connector_id, status: 'error' }), [
        [acme.connector_id, 1, 1],
      ])
      assert.deepEqual(await counts({ by: 'workspace' }, other.token), [byWorkspace[1]])
      assert.deepEqual(await counts({ by: 'workspace', keys }, other.token), [
        byWorkspace[1],
        [unknown, 0, 0],
        [acme.workspace_id, 0, 0],
      ])
      const stranger = await testServer.createTenant('Stranger of groups')
      assert.deepEqual(await counts({ by: 'workspace' }, stranger.token), [])
      const { status, body } = await groups({ by: 'code', keys })
      assert.deepEqual([status, body.errors[0].field], [422, 'query.keys'])
    })

    test('an organization sees its quotas and what it uses of them', async () => {
      const { body } = await testServer.call('GET', '/api/v1/organization/usage', { token: tenant.token })
      assert.deepEqual(body, {
        workspaces: { used: 3, most: null },
        connectors: { used: 2, most: null },
        definitions: { used: 0, most: 50 },
        requests_per_second: null,
        max_body_bytes: null,
        calls_30d: 0,
      })
    })

    test('a span that ends before it begins, or is too long, is refused', async () => {
      for (const since of ['2026-01-10T14:00:00Z', '2025-01-10T14:00:00Z']) {
        const { status, body } = await ask({ since })
        assert.deepEqual([status, body.errors[0].field], [422, 'query.since'])
      }
    })

    test('a connector has the status of its last call that shows one', async () => {
      const getHealth = async (connector_id: string) => {
        const path = `${CONNECTORS}/${connector_id}?include_health=true`
        return (await testServer.call('GET', path, { token: acme.token })).body.health
      }
      const connector_id = await connect(acme.token)
      const { workspace_id } = acme
      const at = (minute: number) => BEGIN + 5 * HOUR_MS + minute * 60_000
      assert.deepEqual(await getHealth(connector_id), {
        state: 'unused',
        last_call_at: null,
        last_error: null,
      })
      const row = { connector_id, workspace_id }
      await record([{ ...row, atMs: at(0), code: 'invalid_params' }])
      assert.equal((await getHealth(connector_id)).state, 'unused', 'a mistake of the caller tells nothing')
      await record([{ ...row, atMs: at(1), code: 'upstream_rejected', upstream_status: 404 }])
      assert.equal((await getHealth(connector_id)).state, 'works', 'it was let in')
      await record([{ ...row, atMs: at(2), code: 'upstream_rejected', upstream_status: 403 }])
      await record([{ ...row, atMs: at(3), code: 'invalid_params' }])
      const failing = await getHealth(connector_id)
      assert.equal(failing.state, 'failing')
      assert.equal(failing.last_call_at, new Date(at(3)).toISOString())
      const { request_id, ...error } = failing.last_error
      assert.match(request_id, /^[0-9a-f-]{36}$/)
      assert.deepEqual(error, {
        at: new Date(at(2)).toISOString(),
        code: 'upstream_rejected',
        upstream_status: 403,
        entity: 'things',
        action: 'list',
      })
      for (const body of [
        { entity: '', action: 'describe' },
        { entity: 'things', action: 'none' },
      ]) {
        await testServer.call('POST', `${CONNECTORS}/${connector_id}/execute`, { token: acme.token, body })
      }
      await until(async () => (await getHealth(connector_id)).last_call_at !== failing.last_call_at)
      assert.equal((await getHealth(connector_id)).state, 'failing', 'neither reached the service')
      await record([{ ...row, atMs: at(4) }])
      const list = await testServer.call('GET', `${CONNECTORS}?include_health=true`, { token: acme.token })
      const listed = list.body.data.find(({ id }: { id: string }) => id === connector_id)
      assert.deepEqual([listed.health.state, listed.health.last_error], ['works', null])
      const { text } = await testServer.call('GET', CONNECTORS, { token: acme.token })
      assert.ok(!text.includes('health'), 'nobody pays for what was not asked for')
    })

    test('a workspace says how much it is used, where that is asked for', async () => {
      const path = `/api/v1/workspaces/${acme.workspace_id}`
      const { body } = await testServer.call('GET', `${path}?include_usage=true`, { token: tenant.token })
      assert.equal(body.usage.connectors, 2)
      assert.equal(body.usage.needs_attention, 0)
      assert.ok(body.usage.last_call_at)
      const { workspace_id, connector_id } = acme
      const needAttention = async () => {
        const { body } = await testServer.call('GET', '/api/v1/workspaces?include_usage=true', {
          token: tenant.token,
        })
        return body.data.map(({ usage }: { usage: { needs_attention: number } }) => usage.needs_attention)
      }
      assert.deepEqual(await needAttention(), [0, 0, 0])
      const refused = { code: 'upstream_rejected' as const, upstream_status: 401 }
      await record([{ workspace_id, connector_id, ...refused, atMs: BEGIN + 6 * HOUR_MS }])
      assert.deepEqual(await needAttention(), [0, 1, 0])
      const list = await testServer.call('GET', '/api/v1/workspaces?include_usage=true', {
        token: tenant.token,
      })
      assert.deepEqual(
        list.body.data.map((row: { name: string; usage: { connectors: number } }) => [
          row.name,
          row.usage.connectors,
        ]),
        [
          ['default', 0],
          ['acme', 2],
          ['other', 1],
        ],
      )
      assert.equal((await testServer.call('GET', path, { token: tenant.token })).body.usage, undefined)
    })

    test('people of the organization are listed, of no other', async () => {
      const owner = await signUpOwner(testServer, tenant)
      await signUpOwner(testServer, await testServer.createTenant('Others'))
      const { body } = await testServer.call('GET', '/api/v1/people', { headers: owner.headers })
      assert.deepEqual(
        body.data.map(({ id, email }: { id: string; email: string }) => [id, email]),
        [[owner.person, owner.email]],
      )
    })
  })
}
