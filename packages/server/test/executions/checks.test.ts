import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { getAudit } from '@bulkhead/testing/audit'
import { engines } from '@bulkhead/testing/engines'
import {
  json,
  PROBE_DEFINITION,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { type Answer, startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'

const CONNECTORS = '/api/v1/integrations/connectors'
const SECRET = 'check-secret-+/4711'

for (const engine of engines) {
  describe(`checking and inspecting connectors on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let workspace: { token: string; workspace_id: string }

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
        logLevel: 'silent',
        sending: { lookup: (_, found) => found(null, [{ address: '10.0.0.1', family: 4 }]) },
      })
      tenant = await testServer.createTenant('Acme')
      workspace = await testServer.mint(tenant, 'acme')
    })
    beforeEach(() => upstream.respond(json({ items: [{ id: 1 }] })))
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    const outcome = ({ status, body }: Answer) => [status, body.code ?? body.status]
    const call = (method: string, path: string, body?: unknown, token = workspace.token) =>
      testServer.call(method, path, { token, body })
    const probe = (more: object = {}) => ({
      connector_type: 'probe',
      credentials: { token: SECRET },
      environment: { base_url: upstream.url },
      ...more,
    })
    const checkNew = (more: object = {}, token = workspace.token) =>
      call('POST', `${CONNECTORS}/check`, probe(more), token)
    const connect = async (more: object = {}) => {
      const { body, status, text } = await call('POST', CONNECTORS, probe(more))
      assert.equal(status, 200, text)
      return body.id as string
    }
    const check = (id: string, body: object = {}, token = workspace.token) =>
      call('POST', `${CONNECTORS}/${id}/check`, body, token)

    /** Everything of the organization that a check might change. */
    async function stored() {
      const { database } = testServer.server.services
      const rows = await asPrincipal(database, tenant, 'read only', async (tx) => ({
        workspaces: (await tx.selectFrom('workspaces').selectAll().orderBy('workspace_id').execute()).map(
          ({ last_call_at: _, ...row }) => row,
        ),
        // A check counts as a use: when it was and how it ended are recorded a second later.
        connectors: (await tx.selectFrom('connectors').selectAll().orderBy('connector_id').execute()).map(
          ({ last_call_at: _, failing: __, ...row }) => row,
        ),
        credentials: await tx
          .selectFrom('connector_credentials')
          .selectAll()
          .orderBy('connector_id')
          .execute(),
      }))
      return {
        ...rows,
        done: (await getAudit(testServer, tenant)).filter(({ outcome }) => outcome === 'done'),
      }
    }

    test('a credential to check is sent like in an execution, and never stored', async () => {
      const before = await stored()
      for (const token of [workspace.token, tenant.token]) {
        const { status, body, text } = await checkNew({}, token)
        assert.equal(status, 200, text)
        assert.deepEqual(
          { ...body, id: null },
          {
            id: null,
            status: 'succeeded',
            error_message: null,
            failure_reason: null,
            entity_check_results: [{ entity: 'things', status: 'succeeded', status_code: 200 }],
          },
        )
        const arrived = upstream.arrived.at(-1)
        assert.deepEqual(
          [arrived?.method, arrived?.url, arrived?.headers.authorization],
          ['GET', '/things?limit=1', `Bearer ${SECRET}`],
        )
      }
      assert.deepEqual(await stored(), before)
    })

    test('a refusal is failed, and a temporary error is inconclusive', async () => {
      const id = await connect()
      for (const [status, verdict] of [
        [401, 'failed'],
        [403, 'failed'],
        [404, 'failed'],
        [429, 'inconclusive'],
        [500, 'inconclusive'],
      ] as const) {
        upstream.respond(json({ message: 'no' }, status))
        for (const response of [await checkNew(), await check(id)]) {
          assert.deepEqual(outcome(response), [200, verdict], `${status}: ${response.text}`)
          const [entity] = response.body.entity_check_results
          assert.deepEqual([entity.entity, entity.status, entity.status_code], ['things', verdict, status])
          assert.ok(response.body.error_message.length > 0)
          assert.equal(entity.error_message, response.body.error_message)
        }
      }
      upstream.respond((_, response) => void response.writeHead(200).end('not json'))
      assert.deepEqual(outcome(await check(id)), [200, 'inconclusive'])
      const closed = await checkNew({ environment: { base_url: 'http://127.0.0.1:9' } })
      assert.deepEqual(outcome(closed), [200, 'inconclusive'])
    })

    test('no response of a service returns the secret', async () => {
      const id = await connect()
      for (const echo of [SECRET, encodeURIComponent(SECRET), Buffer.from(SECRET).toString('base64')]) {
        upstream.respond(json({ message: `bad token ${echo}` }, 401))
        for (const response of [await checkNew(), await check(id)]) {
          assert.deepEqual(outcome(response), [200, 'failed'])
          assert.match(response.body.error_message, /bad token/)
          assert.ok(!response.text.includes(echo), response.text)
        }
      }
    })

    test('a check reaches only what an execution may reach', async () => {
      const literal = await checkNew({ environment: { base_url: 'http://169.254.169.254' } })
      assert.deepEqual(outcome(literal), [422, 'invalid_configuration'])
      const resolved = await checkNew({ environment: { base_url: 'https://inside.example' } })
      assert.deepEqual(outcome(resolved), [200, 'failed'])
      assert.match(resolved.body.error_message, /10\.0\.0\.1|address|egress/i)
      upstream.respond(
        (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/things' }).end(),
      )
      assert.deepEqual(outcome(await checkNew()), [200, 'failed'])
    })

    test('without an operation that runs without parameters, the check is skipped', async () => {
      const before = upstream.arrived.length
      const entities = [{ entity: 'things', modes: ['write'] }]
      const skipped = await checkNew({ entities })
      assert.deepEqual(outcome(skipped), [200, 'skipped'])
      assert.deepEqual(skipped.body.entity_check_results, [])
      assert.ok(skipped.body.error_message)
      const id = await connect({ entities })
      assert.deepEqual(outcome(await check(id)), [200, 'skipped'])
      assert.equal(upstream.arrived.length, before)
      assert.deepEqual(outcome(await check(id, { entities: [] })), [200, 'succeeded'])
    })

    test('a check refuses what creation would refuse', async () => {
      const before = upstream.arrived.length
      for (const [more, status, code] of [
        [{ connector_type: 'nothing' }, 404, 'definition_not_found'],
        [{ connector_type: undefined, source_template_id: crypto.randomUUID() }, 404, 'template_not_found'],
        [{ credentials: { tokn: 'x' } }, 400, 'invalid_credentials'],
        [{ credentials: undefined }, 422, 'invalid_request'],
        [{ workspace_name: 'default' }, 404, 'workspace_not_found'],
        [{ entities: [{ entity: 'others' }] }, 422, 'invalid_request'],
      ] as const) {
        assert.deepEqual(outcome(await checkNew(more)), [status, code], JSON.stringify(more))
        assert.deepEqual(outcome(await call('POST', CONNECTORS, probe(more))), [status, code])
      }
      const unknown = await checkNew({ workspace_name: 'nobody' }, tenant.token)
      assert.deepEqual(outcome(unknown), [404, 'workspace_not_found'])
      assert.equal(upstream.arrived.length, before)
    })

    test('a stored connector is tried as it is, and as a change would make it, without the change', async () => {
      const id = await connect()
      const before = await stored()
      assert.deepEqual(outcome(await check(id)), [200, 'succeeded'])
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, `Bearer ${SECRET}`)
      const changed = await check(id, { name: 'New', credentials: { username: 'ann', password: 'pass-1' } })
      assert.deepEqual(outcome(changed), [200, 'succeeded'])
      const basic = `Basic ${Buffer.from('ann:pass-1').toString('base64')}`
      assert.equal(upstream.arrived.at(-1)?.headers.authorization, basic)
      upstream.respond(json({ message: `wrong: ${basic}` }, 401))
      const failed = await check(id, { credentials: { username: 'ann', password: 'pass-1' } })
      assert.deepEqual(outcome(failed), [200, 'failed'])
      assert.ok(!failed.text.includes(basic.slice(6)))
      assert.deepEqual(outcome(await check(id, { credentials: { tokn: 'x' } })), [400, 'invalid_credentials'])
      assert.deepEqual(await stored(), before)
    })

    test('settings that stay need no credentials, even where one is part of these', async () => {
      const connector_type = 'mailchimp'
      const replication_config = { data_center: 'us6' }
      const update = (id: string, body: object) => call('PUT', `${CONNECTORS}/${id}`, body)
      const byKey = { connector_type, credentials: { api_key: 'key-us6' }, replication_config }
      const id = await connect(byKey)
      for (const body of [
        { replication_config: {} },
        { replication_config, entities: [] },
        { environment: { base_url: upstream.url } },
      ]) {
        assert.deepEqual(outcome(await check(id, body)), [200, 'succeeded'])
        const kept = await update(id, body)
        assert.deepEqual([kept.status, kept.body.replication_config], [200, replication_config], kept.text)
      }
      const other = { replication_config: { data_center: 'us1' } }
      for (const refused of [await check(id, other), await update(id, other)])
        assert.deepEqual(outcome(refused), [422, 'invalid_configuration'])
      const byToken = await connect({ connector_type, credentials: { access_token: 'token' } })
      const changed = await update(byToken, { replication_config })
      assert.deepEqual([changed.status, changed.body.replication_config], [200, replication_config])
    })

    test('stored credentials are not tried at another origin', async () => {
      const id = await connect({ environment: undefined, replication_config: { tenant: 'acme' } })
      const arrived = upstream.arrived.length
      const moved = await check(id, { replication_config: { tenant: 'other' } })
      assert.deepEqual(outcome(moved), [422, 'invalid_configuration'])
      assert.match(moved.body.message, /credentials again/)
      const anew = await check(id, { replication_config: { tenant: 'other' }, credentials: { token: 'y' } })
      assert.deepEqual(outcome(anew), [200, 'failed'])
      assert.equal(upstream.arrived.length, arrived)
    })

    test('inspect describes a connector and its problems, without a call to the service', async () => {
      const id = await connect({ name: 'Inspected' })
      const arrived = upstream.arrived.length
      const narrowed = (
        await call(
          'POST',
          '/api/v1/account/applications/scoped-token',
          { workspace_name: 'acme', connector_ids: [id] },
          tenant.token,
        )
      ).body.token
      for (const token of [tenant.token, workspace.token, narrowed]) {
        const { status, body, text } = await call('GET', `${CONNECTORS}/${id}/inspect`, undefined, token)
        assert.equal(status, 200, text)
        assert.deepEqual(
          { ...body, source_config_template_id: null },
          {
            connector_id: id,
            name: 'Inspected',
            workspace_id: workspace.workspace_id,
            organization_id: tenant.organization,
            source_definition_id: PROBE_DEFINITION,
            source_definition_name: 'Probe',
            source_config_template_id: null,
            docs_skill_id: `connector-source:${id}`,
            warnings: [],
            context_store_readiness: null,
          },
        )
        const template = `/api/v1/integrations/templates/sources/${body.source_config_template_id}`
        assert.equal((await call('GET', template)).body.name, 'Probe')
        assert.ok(!text.includes(SECRET))
      }
      const other = await connect()
      const ungranted = await call('GET', `${CONNECTORS}/${other}/inspect`, undefined, narrowed)
      assert.deepEqual(outcome(ungranted), [403, 'not_granted'])
      for (const refused of [await check(id, {}, narrowed), await checkNew({}, narrowed)]) {
        assert.deepEqual(outcome(refused), [403, 'not_permitted'])
      }
      assert.equal(upstream.arrived.length, arrived)
    })

    test("another workspace's connector looks like none", async () => {
      const id = await connect()
      const { token } = await testServer.mint(tenant, 'other')
      const { token: foreign } = await testServer.createTenant('Other')
      for (const outsider of [token, foreign]) {
        for (const target of [id, crypto.randomUUID(), 'no-id']) {
          assert.deepEqual(outcome(await check(target, {}, outsider)), [404, 'connector_not_found'])
          const inspected = await call('GET', `${CONNECTORS}/${target}/inspect`, undefined, outsider)
          assert.deepEqual(outcome(inspected), [404, 'connector_not_found'])
        }
      }
    })

    test('an inactive workspace refuses checks; inspect warns', async () => {
      const paused = await testServer.mint(tenant, 'paused')
      const { body } = await call('POST', CONNECTORS, probe(), paused.token)
      const path = `/api/v1/workspaces/${paused.workspace_id}`
      await call('PUT', path, { status: 'inactive' }, tenant.token)
      const arrived = upstream.arrived.length
      for (const refused of [
        await check(body.id, {}, tenant.token),
        await checkNew({ workspace_name: 'paused' }, tenant.token),
      ]) {
        assert.deepEqual(outcome(refused), [403, 'workspace_inactive'])
      }
      assert.equal(upstream.arrived.length, arrived)
      const inspected = await call('GET', `${CONNECTORS}/${body.id}/inspect`, undefined, tenant.token)
      assert.equal(inspected.body.warnings.length, 1)
      assert.match(inspected.body.warnings[0], /inactive/)
    })
  })
}
