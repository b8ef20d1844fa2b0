import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { createObservedCall } from '@bulkhead/server/execution/execute'
import { createRecordExpiry } from '@bulkhead/server/jobs/expire-records'
import { removeWorkspaces } from '@bulkhead/server/jobs/remove-workspaces'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { firstIdAt } from '@bulkhead/server/platform/keyset'
import { startToolCallRecorder } from '@bulkhead/server/records/tool-calls/record-tool-calls'
import { engines } from '@bulkhead/testing/engines'
import { callMcp, registerAgent, signAgentIn } from '@bulkhead/testing/oauth/agents'
import { signUpOwner } from '@bulkhead/testing/people'
import {
  json,
  PROBE_DEFINITION,
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const CONNECTORS = '/api/v1/integrations/connectors'
const CALLS = '/api/v1/tool-calls'

for (const engine of engines) {
  describe(`tool calls on ${engine.name}`, () => {
    let testServer: TestServer
    let upstream: ScriptedUpstream
    let tenant: Tenant
    let acme: { token: string; workspace_id: string; connector: string }
    let other: { token: string; workspace_id: string; connector: string }

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
      tenant = await testServer.createTenant('Acme')
      acme = await workspace(tenant, 'acme')
      other = await workspace(tenant, 'other')
    })
    after(async () => {
      await testServer?.close()
      await upstream?.close()
      await engine.close()
    })

    async function workspace(of: Tenant, name: string) {
      const minted = await testServer.mint(of, name)
      const { body, text } = await testServer.call('POST', CONNECTORS, {
        token: minted.token,
        body: {
          connector_type: 'probe',
          credentials: { token: 'recorded-secret' },
          environment: { base_url: upstream.url },
        },
      })
      assert.ok(body.id, text)
      return { ...minted, connector: body.id as string }
    }

    function execute(token: string, connector: string, body: object) {
      return testServer.call('POST', `${CONNECTORS}/${connector}/execute`, { token, body })
    }

    async function list(token: string, query = '') {
      const { status, body, text } = await testServer.call('GET', `${CALLS}${query}`, { token })
      assert.equal(status, 200, text)
      return body as { data: Record<string, unknown>[]; next: string | null }
    }

    /** The call that a request made, once it is there. */
    async function getCall(token: string, request_id: string | null) {
      let found: Record<string, unknown> | undefined
      await until(async () => {
        found = (await list(token, '?limit=100')).data.find((call) => call.request_id === request_id)
        return found !== undefined
      }, 3_000)
      return found as Record<string, unknown>
    }

    const isUuid = /^[0-9a-f-]{36}$/

    test('a success leaves names, sizes and times, and neither payload nor secret', async () => {
      upstream.respond((request, response) => {
        setTimeout(() => json({ id: 1, seen: 'payload-of-upstream' }, 201)(request, response), 60)
      })
      const { headers, status } = await execute(acme.token, acme.connector, {
        entity: 'things',
        action: 'create',
        params: { name: 'payload-of-caller' },
        intent: 'Order 17',
      })
      assert.equal(status, 200)
      const request_id = headers.get('x-request-id')
      const { id, at, duration_ms, upstream_ms, wait_ms, token_id, application_id, ...call } = await getCall(
        acme.token,
        request_id,
      )
      assert.match(String(id), isUuid)
      assert.match(String(application_id), isUuid)
      assert.ok(Math.abs(Date.now() - Date.parse(String(at))) < 60_000)
      assert.ok(Number(upstream_ms) >= 55 && Number(duration_ms) >= Number(upstream_ms))
      assert.ok(Number(wait_ms) >= 0 && Number(wait_ms) + Number(upstream_ms) <= Number(duration_ms) + 1)
      assert.match(String(token_id), isUuid)
      assert.deepEqual(call, {
        workspace_id: acme.workspace_id,
        connector_id: acme.connector,
        definition_id: PROBE_DEFINITION,
        entity: 'things',
        action: 'create',
        person_id: null,
        status: 'success',
        code: null,
        upstream_status: 201,
        method: 'POST',
        // The connector has a base URL of its own.
        host: null,
        path: '/things',
        attempts: 1,
        has_idempotency_key: false,
        request_bytes: '{"name":"payload-of-caller"}'.length,
        response_bytes: '{"id":1,"seen":"payload-of-upstream"}'.length,
        request_id,
        token_kind: 'scoped',
        grant_id: null,
        client_id: null,
        client_name: null,
        key_id: null,
        source: 'http',
        intent: 'Order 17',
      })
      const rows = await asPrincipal(
        testServer.server.services.database,
        { organization: tenant.organization },
        'read only',
        (tx) => sql<{ row: string }>`select to_jsonb(c)::text as row from tool_calls c`.execute(tx),
      )
      assert.ok(rows.rows.length > 0)
      for (const { row } of rows.rows) assert.doesNotMatch(row, /payload|secret|Order 17/)
    })

    test('a call tells what was sent, how often, and what the service said, as long as its workspace is there', async () => {
      const before = await workspace(tenant, 'with a message')
      const long = `no-such-thing ${'x'.repeat(2_000)} recorded-secret`
      upstream.respond(json({ message: long }, 404))
      const key = { 'idempotency-key': crypto.randomUUID() }
      const { headers } = await testServer.call('POST', `${CONNECTORS}/${before.connector}/execute`, {
        token: before.token,
        body: { entity: 'things', action: 'create', params: { name: 'a' } },
        headers: key,
      })
      const { id } = await getCall(before.token, headers.get('x-request-id'))
      const get = async (token: string) => (await testServer.call('GET', `${CALLS}/${id}`, { token })).body
      const call = await get(before.token)
      assert.deepEqual(
        [call.method, call.path, call.attempts, call.has_idempotency_key, call.intent],
        ['POST', '/things', 1, true, null],
      )
      assert.match(call.upstream_message, /no-such-thing/)
      assert.ok(call.upstream_message.length <= 1_000)
      assert.doesNotMatch(call.upstream_message, /recorded-secret/)
      assert.equal((await get(other.token)).code, 'tool_call_not_found')
      await testServer.call('DELETE', `/api/v1/workspaces/${before.workspace_id}`, { token: tenant.token })
      const later = await get(tenant.token)
      assert.deepEqual([later.path, later.upstream_message], ['/things', null])
    })

    test('a call names the program or the key that made it, also once the grant has ended', async () => {
      upstream.respond(json({ items: [] }))
      const owner = await signUpOwner(testServer, tenant)
      const { workspace_id, connector } = acme
      const agent = await registerAgent(testServer, { client_name: 'An agent' })
      const { tokens, grant_id } = await signAgentIn(testServer, owner, { workspace_id }, agent)
      const list_things = { connector, entity: 'things', action: 'list' }
      await callMcp(testServer, tokens.access_token, 'tools/call', {
        name: 'execute',
        arguments: list_things,
      })
      const made = await testServer.call('POST', `/api/v1/workspaces/${workspace_id}/keys`, {
        token: tenant.token,
        body: { name: 'worker' },
      })
      assert.equal(made.status, 200, made.text)
      const { id: key_id, key } = made.body
      const keyed = await execute(key, connector, { entity: 'things', action: 'list' })
      const getAgent = ({ grant_id, client_id, client_name, key_id }: Record<string, unknown>) => ({
        ...{ grant_id, client_id, client_name, key_id },
      })
      const ofKey = await getCall(acme.token, keyed.headers.get('x-request-id'))
      assert.deepEqual(getAgent(ofKey), { grant_id: null, client_id: null, client_name: null, key_id })
      const [call, ...more] = (await list(acme.token, `?grant_id=${grant_id}`)).data
      assert.deepEqual([call?.person_id, more], [owner.person, []])
      await testServer.call('DELETE', `/api/v1/agent-grants/${grant_id}`, { headers: owner.headers })
      const { body } = await testServer.call('GET', `${CALLS}/${call?.id}`, { token: acme.token })
      const { client_id } = agent
      assert.deepEqual(getAgent(body), { grant_id, client_id, client_name: 'An agent', key_id: null })
      assert.deepEqual((await list(other.token, `?grant_id=${grant_id}`)).data, [])
      // Refusals of a key are recorded too.
      await testServer.call('GET', '/api/v1/audit', { token: key })
      let refused: Record<string, unknown>[] = []
      // The refusal is recorded after its response was sent.
      await until(async () => {
        const path = '/api/v1/audit?outcome=refused'
        refused = (await testServer.call('GET', path, { token: tenant.token })).body.data
        return refused.length > 0
      })
      const none = { grant_id: null, client_id: null, client_name: null }
      assert.deepEqual(refused.map(getAgent), [{ ...none, key_id }])
    })

    test('failures are recorded with their code; names that no definition has are not', async () => {
      upstream.respond(json({ message: 'no' }, 403))
      const cases = [
        {
          connector: acme.connector,
          body: { entity: 'things', action: 'list' },
          expected: { code: 'upstream_rejected', upstream_status: 403, entity: 'things', action: 'list' },
        },
        {
          connector: acme.connector,
          body: { entity: 'things', action: 'list', params: { color: 'green' } },
          expected: { code: 'invalid_params', upstream_status: null, entity: 'things', upstream_ms: null },
        },
        {
          connector: acme.connector,
          body: { entity: 'my password is hunter2', action: 'list' },
          expected: { code: 'unknown_operation', entity: null, action: null, connector_id: acme.connector },
        },
        {
          connector: acme.connector,
          body: { entity: 'things', action: 'hunter2' },
          expected: { code: 'unknown_operation', entity: null, action: null },
        },
        {
          connector: other.connector,
          body: { entity: 'things', action: 'list' },
          expected: {
            code: 'connector_not_found',
            connector_id: null,
            workspace_id: acme.workspace_id,
            entity: null,
          },
        },
      ]
      for (const { connector, body, expected } of cases) {
        const { headers, body: response } = await execute(acme.token, connector, body)
        assert.equal(response.code, expected.code)
        const call = await getCall(acme.token, headers.get('x-request-id'))
        assert.equal(call.status, 'error')
        for (const [name, value] of Object.entries(expected)) assert.equal(call[name], value, name)
      }
      upstream.respond(json({ items: [] }))
    })

    test('a call is written within a second', async () => {
      upstream.respond(json({ items: [] }))
      const { headers } = await execute(acme.token, acme.connector, { entity: 'things', action: 'list' })
      const ended = performance.now()
      await getCall(acme.token, headers.get('x-request-id'))
      // The rest is what a busy machine may take to ask.
      assert.ok(performance.now() - ended < 15_000)
    })

    test('filters, and scope: a scoped token sees its workspace, an application its organization', async () => {
      upstream.respond(json({ items: [] }))
      const begun = new Date().toISOString()
      const read = await execute(acme.token, acme.connector, { entity: 'things', action: 'list' })
      const theirs = await execute(other.token, other.connector, { entity: 'things', action: 'list' })
      const { token: narrowed } = (
        await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
          token: tenant.token,
          body: { workspace_name: 'acme', read_only: true },
        })
      ).body
      const kept = await execute(narrowed, acme.connector, { entity: 'things', action: 'get', params: {} })
      const ids = [read, theirs, kept].map(({ headers }) => headers.get('x-request-id'))
      const mine = await getCall(tenant.token, ids[0] ?? '')
      await getCall(tenant.token, ids[1] ?? '')
      assert.equal((await getCall(tenant.token, ids[2] ?? '')).token_kind, 'narrowed')
      assert.equal((await testServer.call('GET', CALLS, { token: narrowed })).status, 403)

      const seen = async (token: string, query: Record<string, string>) => {
        const parameters = new URLSearchParams({ since: begun, ...query })
        return (await list(token, `?${parameters}`)).data.map(({ request_id }) => request_id)
      }
      const [a, b, c] = ids
      assert.deepEqual(await seen(tenant.token, {}), [c, b, a])
      assert.deepEqual(await seen(acme.token, {}), [c, a])
      assert.deepEqual(await seen(tenant.token, { workspace_id: other.workspace_id }), [b])
      assert.deepEqual(await seen(tenant.token, { workspace_name: 'other' }), [b])
      assert.deepEqual(
        await seen(tenant.token, { workspace_name: 'other', workspace_id: acme.workspace_id }),
        [],
      )
      assert.deepEqual(await seen(tenant.token, { workspace_name: 'nobody' }), [])
      assert.deepEqual(await seen(acme.token, { workspace_id: other.workspace_id }), [])
      assert.deepEqual(await seen(acme.token, { workspace_name: 'other' }), [])
      assert.deepEqual(await seen(tenant.token, { connector_id: acme.connector }), [c, a])
      assert.deepEqual(await seen(tenant.token, { entity: 'things', action: 'list' }), [b, a])
      assert.deepEqual(await seen(tenant.token, { status: 'error' }), [c])
      assert.deepEqual(await seen(tenant.token, { until: String(mine.at) }), [])
      assert.deepEqual((await seen(tenant.token, { since: String(mine.at) })).includes(a), true)

      const stranger = await testServer.createTenant('Stranger')
      assert.deepEqual(await list(stranger.token, `?workspace_id=${acme.workspace_id}`), {
        data: [],
        next: null,
      })
      for (const query of ['since=yesterday', 'until=2026-02-31', 'cursor=x', 'limit=0', 'customer=1']) {
        assert.equal(
          (await testServer.call('GET', `${CALLS}?${query}`, { token: tenant.token })).status,
          422,
          query,
        )
      }
    })

    test('pages do not move when calls are added', async () => {
      const { data: all } = await list(acme.token, '?limit=100')
      const first = await list(acme.token, '?limit=2')
      await execute(acme.token, acme.connector, { entity: 'things', action: 'list' })
      await until(async () => (await list(acme.token, '?limit=1')).data[0]?.id !== all[0]?.id)
      const walked = [...first.data]
      for (let next = first.next; next !== null; ) {
        const page = await list(acme.token, next.slice(CALLS.length))
        walked.push(...page.data)
        next = page.next
      }
      assert.deepEqual(
        walked.map(({ id }) => id),
        all.map(({ id }) => id),
      )
    })

    test('an intent and names go with their workspace at once, the call stays', async () => {
      const gone = await workspace(tenant, 'gone')
      const { headers } = await execute(gone.token, gone.connector, {
        entity: 'things',
        action: 'list',
        intent: 'private words',
      })
      const request_id = headers.get('x-request-id')
      assert.equal((await getCall(tenant.token, request_id)).intent, 'private words')
      const named = `?workspace_id=${gone.workspace_id}&include_names=true`
      const namesFor = async (token: string) =>
        (await list(token, named)).data.map((call) => [call.workspace_name, call.connector_name])
      assert.deepEqual(await namesFor(tenant.token), [['gone', 'Probe - gone']])
      assert.deepEqual(await namesFor(gone.token), [['gone', 'Probe - gone']])
      assert.deepEqual(await namesFor(acme.token), [])
      await testServer.call('DELETE', `/api/v1/workspaces/${gone.workspace_id}`, { token: tenant.token })
      const { data } = await list(tenant.token, `?workspace_id=${gone.workspace_id}`)
      assert.deepEqual(
        data.map((call) => [call.request_id, call.intent]),
        [[request_id, null]],
      )
      assert.deepEqual(await namesFor(tenant.token), [[null, null]])
      const { database, log } = testServer.server.services
      const left = () =>
        asOperator(database, log, 'test', (tx) =>
          tx
            .selectFrom('tool_call_intents')
            .select('call_id')
            .where('workspace_id', '=', gone.workspace_id)
            .execute(),
        )
      // The operator sees intents of deleted workspaces and no others, as its policy says. A minute later, so that
      // workspaces deleted before are removed completely.
      while (await removeWorkspaces(database, log, Date.now() + 61_000));
      assert.deepEqual(await left(), [])
    })

    test('retention deletes calls and audit records by the setting of their organization', async () => {
      const keeper = await testServer.createTenant('Keeper')
      const forgetter = await testServer.createTenant('Forgetter')
      const { database, log } = testServer.server.services
      await testServer.call('PUT', '/api/v1/organization', {
        token: forgetter.token,
        body: { tool_call_retention_days: 1, audit_retention_days: 2 },
      })
      const at = (days: number) => new Date(Date.now() - days * 86_400_000)
      for (const { organization } of [keeper, forgetter]) {
        await asPrincipal(database, { organization }, 'read write', async (tx) => {
          const common = { organization_id: organization, request_id: crypto.randomUUID() }
          const call = {
            ...common,
            status: 'success',
            duration_ms: 1,
            token_kind: 'scoped',
            source: 'http',
          } as const
          const record = { ...common, event: 'test.made', outcome: 'done' } as const
          await tx
            .insertInto('tool_calls')
            .values(
              [0.5, 1.5].map((days) => ({
                ...call,
                call_id: firstIdAt(at(days).getTime()),
                at: at(days),
                application_id: crypto.randomUUID(),
              })),
            )
            .execute()
          await tx
            .insertInto('audit_records')
            .values(
              [1.5, 2.5].map((days) => ({
                ...record,
                record_id: crypto.randomUUID(),
                recorded_at: at(days),
              })),
            )
            .execute()
        })
      }
      const expireRecords = createRecordExpiry(database, log)
      while (await expireRecords());
      const counted = async ({ organization }: Tenant) =>
        asPrincipal(database, { organization }, 'read only', async (tx) => {
          const calls = await tx.selectFrom('tool_calls').select('call_id').execute()
          const records = await tx
            .selectFrom('audit_records')
            .select('record_id')
            .where('event', '=', 'test.made')
            .execute()
          return [calls.length, records.length]
        })
      assert.deepEqual(await counted(keeper), [2, 2])
      assert.deepEqual(await counted(forgetter), [1, 1])
    })

    test('a full queue drops the oldest and says how many; what is queued is written on stop', async () => {
      const { database } = testServer.server.services
      const warned: object[] = []
      const log = { ...testServer.server.services.log, warn: (fields: object) => void warned.push(fields) }
      const recorder = startToolCallRecorder({ database, log: log as never }, 3)
      const context = {
        kind: 'application' as const,
        organization: tenant.organization,
        application: crypto.randomUUID(),
        client_id: 'test',
        epochs: { organization: 1, application: 1 },
        token_id: crypto.randomUUID(),
        event: null,
        source: 'http' as const,
        whileConnected: () => new AbortController().signal,
        whenResponded: (work: () => void) => work(),
        authenticateAgain: async () => undefined,
      }
      const requests = Array.from({ length: 5 }, () => crypto.randomUUID())
      for (const request_id of requests) {
        const call = {
          context: { ...context, request_id },
          observed: createObservedCall(undefined),
          startedMs: performance.now(),
        }
        recorder.record(call, new BulkheadError('internal', 'x'))
      }
      await recorder.stop()
      const { data } = await list(tenant.token, '?limit=3')
      assert.deepEqual(
        data.map(({ request_id }) => request_id),
        requests.slice(2).reverse(),
      )
      assert.deepEqual(warned, [{ dropped: 2 }])
    })
  })
}
