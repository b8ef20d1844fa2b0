import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { after, before, beforeEach, describe, test } from 'node:test'
import { WebhookEvent } from '@bulkhead/contract/openapi/event'
import type { WebhookDelivery } from '@bulkhead/contract/webhooks'
import { engines } from '@bulkhead/testing/engines'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import {
  type Received,
  startWebhookReceiver,
  type WebhookReceiver,
} from '@bulkhead/testing/upstreams/webhook-receiver'
import { sql } from 'kysely'
import { Webhook } from 'standardwebhooks'
import { getValidator } from '#operations/validation'
import { asPrincipal } from '#platform/database/roles/as-principal'

const ENDPOINTS = '/api/v1/webhook-endpoints'
const CONNECTORS = '/api/v1/integrations/connectors'

for (const engine of engines) {
  describe(`webhooks on ${engine.name}`, () => {
    let testServer: TestServer
    let tenant: Tenant
    let receiver: WebhookReceiver
    let upstream: Awaited<ReturnType<typeof startScriptedUpstream>>

    before(async () => {
      upstream = await startScriptedUpstream()
      testServer = await startTestServer(engine, {
        environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
      })
    })
    beforeEach(async () => {
      await receiver?.close()
      receiver = await startWebhookReceiver()
      tenant = await testServer.createTenant('Acme')
    })
    after(async () => {
      await testServer?.close()
      await receiver?.close()
      await upstream?.close()
      await engine.close()
    })

    const call = (method: string, path: string, body?: object, token = tenant.token) =>
      testServer.call(method, path, { token, ...(body && { body }) })
    async function endpoint(given: object = {}) {
      const { status, body, text } = await call('POST', ENDPOINTS, { url: receiver.url, ...given })
      assert.equal(status, 200, text)
      return { ...body, path: `${ENDPOINTS}/${body.id}` }
    }
    async function connector(token: string) {
      const { status, body, text } = await call(
        'POST',
        CONNECTORS,
        {
          connector_type: 'probe',
          name: 'Probe of Acme',
          credentials: { token: 'a-secret-of-a-service' },
          environment: { base_url: upstream.url },
        },
        token,
      )
      assert.equal(status, 200, text)
      return body.id as string
    }
    const arrived = (count: number) => until(() => receiver.received.length >= count)
    async function deliveries(path: string, query = ''): Promise<WebhookDelivery[]> {
      return (await call('GET', `${path}/deliveries${query}`)).body.data
    }

    test('each change sends an event, signed, numbered, in order and without a secret', async () => {
      const { secret } = await endpoint()
      const { token, workspace_id } = await testServer.mint(tenant, 'birch')
      const id = await connector(token)
      const path = `${CONNECTORS}/${id}`
      await call('PUT', path, { name: 'Another name' }, token)
      await call('PUT', path, { credentials: { token: 'another-secret-of-a-service' } }, token)
      await call('DELETE', path, undefined, token)
      await call('PUT', `/api/v1/workspaces/${workspace_id}`, { status: 'inactive' })
      await call('DELETE', `/api/v1/workspaces/${workspace_id}`)
      await arrived(6)
      const events = receiver.received.map(({ body, headers }) => {
        assert.doesNotMatch(body, /secret/)
        return new Webhook(secret).verify(body, headers) as Record<string, unknown>
      })
      assert.deepEqual(events.map(({ sequence }) => sequence).toSorted(), [1, 2, 3, 4, 5, 6])
      const ofConnector = events.filter(({ type }) => String(type).startsWith('connector.'))
      const named = { workspace_id, connector_id: id, workspace_name: 'birch', service: 'probe' }
      assert.deepEqual(
        ofConnector.map(({ type, data }) => [type, data]),
        [
          ['connector.created', 'Probe of Acme'],
          ['connector.reconnected', 'Another name'],
          ['connector.deleted', 'Another name'],
        ].map(([type, connector_name]) => {
          const [{ data }] = ofConnector as [{ data: { definition_id: string } }]
          const { definition_id } = data
          return [type, { ...named, definition_id, connector_name }]
        }),
      )
      assert.deepEqual(
        events
          .filter(({ type }) => String(type).startsWith('workspace.'))
          .map(({ type, data }) => [type, data]),
        ['created', 'deactivated', 'deleted'].map((verb) => [
          `workspace.${verb}`,
          { workspace_id, workspace_name: 'birch' },
        ]),
      )
      for (const { headers, event } of receiver.received) assert.equal(headers['webhook-id'], event.id)
      const isDescribed = getValidator(WebhookEvent)
      for (const event of events) assert.ok(isDescribed(event), JSON.stringify(isDescribed.errors))
      const described = Object.keys(WebhookEvent.properties.data.properties)
      for (const { data } of ofConnector)
        for (const field of Object.keys(data as object)) assert.ok(described.includes(field), field)
    })

    test('an endpoint hears of its types and workspaces alone, and of nothing while it is disabled', async () => {
      const { workspace_id } = await testServer.mint(tenant, 'birch')
      const { path } = await endpoint({
        workspace_ids: [workspace_id],
        event_types: ['workspace.deactivated'],
      })
      const change = (id: string, status: string) => call('PUT', `/api/v1/workspaces/${id}`, { status })
      const other = await testServer.mint(tenant, 'other')
      await change(other.workspace_id, 'inactive')
      await change(workspace_id, 'inactive')
      await arrived(1)
      await call('PUT', path, { status: 'disabled' })
      await change(workspace_id, 'active')
      await change(workspace_id, 'inactive')
      await call('PUT', path, { status: 'enabled' })
      await call('POST', `${path}/ping`)
      await arrived(2)
      assert.deepEqual(
        receiver.received.map(({ event }) => [event.type, event.sequence, event.data.workspace_id]),
        [
          ['workspace.deactivated', 1, workspace_id],
          ['webhook.ping', 2, undefined],
        ],
      )
    })

    test('a delivery that fails is tried again, and replayed as it was', async () => {
      const { path } = await endpoint()
      let isMended = false
      receiver.answer = (response) => {
        response.writeHead(isMended ? 200 : 500).end('a text that nobody keeps')
      }
      await call('POST', `${path}/ping`)
      await until(async () => ((await deliveries(path))[0]?.tries.length ?? 0) > 0)
      const [failing] = await deliveries(path)
      assert.equal(failing?.state, 'pending')
      assert.ok(Date.parse(failing?.next_try_at ?? '') > Date.now())
      assert.deepEqual([failing?.tries[0]?.status, failing?.tries[0]?.code], [500, 'rejected'])
      const { body: health } = await call('GET', path)
      assert.deepEqual([health.failure, health.failure_status, health.delivered_at], ['rejected', 500, null])
      assert.ok(health.failing_since)

      isMended = true
      await call('POST', `${path}/deliveries/${failing?.id}/replay`)
      await until(async () => (await deliveries(path))[0]?.state === 'delivered')
      const [first, second] = receiver.received
      assert.equal(first?.body, second?.body)
      assert.equal(first?.headers['webhook-id'], second?.headers['webhook-id'])
      const [delivered] = await deliveries(path, '?state=delivered&type=webhook.ping')
      assert.deepEqual(delivered?.payload, first?.event)
      // On a slow machine it was tried again before it was replayed.
      const refused = Array(receiver.received.length - 1).fill(500)
      assert.deepEqual(delivered?.tries.map(({ status }) => status).sort(), [200, ...refused])
      assert.doesNotMatch(JSON.stringify(delivered), /nobody keeps/)
      assert.deepEqual(await deliveries(path, '?state=failed'), [])
      assert.equal((await call('GET', path)).body.failing_since, null)
    })

    test('of a delivery that is replayed again and again the last 50 tries are kept', async () => {
      const { path } = await endpoint()
      await call('POST', `${path}/ping`)
      await until(async () => (await deliveries(path))[0]?.state === 'delivered')
      const [ping] = await deliveries(path)
      const { database } = testServer.server.services
      await asPrincipal(database, { organization: tenant.organization }, 'read write', (tx) =>
        sql`update webhook_deliveries set tries = (
          select jsonb_agg(jsonb_set(tries -> 0, '{duration_ms}', to_jsonb(n))) from generate_series(1, 50) n
        ) where delivery_id = ${ping?.id}`.execute(tx),
      )
      for (const status of [200, 500]) {
        receiver.answer = (response) => void response.writeHead(status).end()
        const seen = receiver.received.length
        await call('POST', `${path}/deliveries/${ping?.id}/replay`)
        await until(async () => receiver.received.length > seen)
        await until(async () => (await deliveries(path))[0]?.tries.at(-1)?.status === status)
        const [{ tries } = assert.fail()] = await deliveries(path)
        assert.equal(tries.length, 50)
      }
      const [{ tries } = assert.fail()] = await deliveries(path)
      assert.deepEqual(
        tries.slice(0, 2).map(({ duration_ms }) => duration_ms),
        [3, 4],
      )
    })

    for (const [change, given] of [
      ['disabled', { status: 'disabled' }],
      ['given another URL', { url: 'http://127.0.0.1:9/' }],
    ] as const)
      test(`an endpoint that is ${change} while it hangs is sent nothing more`, async () => {
        const { id, path } = await endpoint()
        const { database } = testServer.server.services
        const lease = (until: 'infinity' | null) =>
          asPrincipal(database, { organization: tenant.organization }, 'read write', (tx) =>
            sql`update webhook_endpoints set leased_until = ${until}, lease_id = gen_random_uuid(),
              next_at = now() where endpoint_id = ${id}`.execute(tx),
          )
        // They are sent together: the server takes no endpoint that another process has leased.
        await lease('infinity')
        for (let count = 0; count < 12; count += 1) await call('POST', `${path}/ping`)
        const held: ServerResponse[] = []
        receiver.answer = (response) => void held.push(response)
        await lease(null)
        await arrived(8)
        assert.equal((await call('PUT', path, given)).status, 200)
        await until(() => held.every(({ destroyed }) => destroyed))
        assert.equal(receiver.received.length, 8)
        const codes = (await deliveries(path)).flatMap(({ tries }) => tries.map(({ code }) => code))
        assert.ok(!codes.includes('timeout'), String(codes))
      })

    test('while a secret is replaced two sign, and afterwards one', async () => {
      const { path, secret: oldest } = await endpoint()
      const rotate = async (previous_valid_for?: number) =>
        (
          await call(
            'POST',
            `${path}/rotate-secret`,
            previous_valid_for === undefined ? {} : { previous_valid_for },
          )
        ).body
      const verify = async (secrets: readonly string[], others: readonly string[]) => {
        const count = receiver.received.length + 1
        await call('POST', `${path}/ping`)
        await arrived(count)
        const { body, headers } = receiver.received.at(-1) as Received
        for (const secret of secrets) new Webhook(secret).verify(body, headers)
        for (const secret of others) assert.throws(() => new Webhook(secret).verify(body, headers))
      }
      const { secret: old, previous_secret_until } = await rotate()
      assert.ok(Date.parse(previous_secret_until) > Date.now() + 86_000_000)
      await verify([oldest, old], [])
      const { secret: fresh } = await rotate(600)
      await verify([old, fresh], [oldest])
      const { secret: newest } = await rotate(0)
      await verify([newest], [old, fresh])
    })

    test('no redirect is followed, and no private address is reached', async () => {
      const { path } = await endpoint()
      receiver.answer = (response) =>
        void response.writeHead(307, { location: `${receiver.url}/inside` }).end()
      await call('POST', `${path}/ping`)
      await until(async () => (await deliveries(path))[0]?.tries.length === 1)
      assert.equal((await deliveries(path))[0]?.tries[0]?.code, 'redirect_refused')
      assert.equal(receiver.received.length, 1)
      for (const url of [
        'http://10.0.0.1/',
        'https://169.254.169.254/latest',
        'https://[::ffff:10.1.2.3]/',
        'https://[fd00::1]/',
        'https://user:password@127.0.0.1/',
        'ftp://127.0.0.1/',
      ]) {
        const response = await call('POST', ENDPOINTS, { url })
        assert.equal(response.body.code, 'egress_refused', `${url}: ${response.text}`)
        assert.equal((await call('PUT', path, { url })).body.code, 'egress_refused')
      }
      assert.equal((await call('POST', ENDPOINTS, { url: 'no url' })).body.code, 'invalid_request')
    })

    test('another organization finds neither endpoint nor delivery, and a scoped token may do nothing', async () => {
      const { path } = await endpoint()
      const { body: ping } = await call('POST', `${path}/ping`)
      const rival = await testServer.createTenant('Rival')
      const { token } = await testServer.mint(tenant, 'birch')
      for (const [method, of] of [
        ['GET', path],
        ['PUT', path],
        ['DELETE', path],
        ['POST', `${path}/ping`],
        ['POST', `${path}/rotate-secret`],
        ['GET', `${path}/deliveries`],
        ['POST', `${path}/deliveries/${ping.id}/replay`],
      ] as const) {
        const body = method === 'GET' || method === 'DELETE' ? undefined : {}
        assert.equal((await call(method, of, body, rival.token)).body.code, 'webhook_endpoint_not_found')
        assert.equal((await call(method, of, body, token)).body.code, 'not_permitted')
      }
      const own = await call('POST', ENDPOINTS, { url: receiver.url }, rival.token)
      const theirs = `${ENDPOINTS}/${own.body.id}/deliveries/${ping.id}/replay`
      assert.equal((await call('POST', theirs, {}, rival.token)).body.code, 'webhook_delivery_not_found')
      const { workspace_id } = await testServer.mint(rival, 'of the rival')
      const foreign = await call('POST', ENDPOINTS, { url: receiver.url, workspace_ids: [workspace_id] })
      assert.equal(foreign.body.code, 'workspace_not_found')
    })

    test('a rolled back change sends no event', async () => {
      await endpoint()
      const { workspace_id, token } = await testServer.mint(tenant, 'birch')
      await arrived(1)
      // The name is taken, so that the transaction is rolled back after it deactivated the workspace.
      await testServer.mint(tenant, 'other')
      const path = `/api/v1/workspaces/${workspace_id}`
      assert.equal((await call('PUT', path, { status: 'inactive', name: 'other' })).status, 409)
      await connector(token)
      await arrived(3)
      assert.deepEqual(receiver.received.map(({ event }) => event.type).toSorted(), [
        'connector.created',
        'workspace.created',
        'workspace.created',
      ])
    })
  })
}
