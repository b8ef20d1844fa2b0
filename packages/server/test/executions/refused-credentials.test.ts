import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import type { Call } from '@bulkhead/server/execution/call'
import { createRefusedCredentials } from '@bulkhead/server/execution/refused-credentials'
import { engines } from '@bulkhead/testing/engines'
import { json } from '@bulkhead/testing/scripted-upstream'
import { until } from '@bulkhead/testing/test-server'
import { CONNECTORS } from '../http/api.ts'
import { type ExecFixture, openExecFixture } from './exec-fixture.ts'

after(() => Promise.all(engines.map((engine) => engine.close())))

const GET = { entity: 'ships', action: 'get', params: { id: '7' } }
const LIST = { entity: 'ships', action: 'list' }

for (const engine of engines) {
  describe(`keys that the service refuses, on ${engine.name}`, () => {
    let fixture: ExecFixture
    let connector: string
    let endpoint_id: string
    before(async () => {
      fixture = await openExecFixture(engine)
      const endpoint = await call('POST', '/api/v1/webhook-endpoints', {
        url: 'https://127.0.0.1:1/hooks',
        event_types: ['connector.needs_reauthentication', 'connector.recovered'],
      })
      assert.equal(endpoint.status, 200, endpoint.text)
      endpoint_id = endpoint.body.id
    })
    beforeEach(async () => {
      connector = await fixture.connect()
      fixture.upstream.respond(json({ message: 'wrong key' }, 401))
    })
    after(() => fixture?.close())

    const call = (method: string, path: string, body?: object) =>
      fixture.testServer.call(method, path, { token: fixture.tenant.token, ...(body && { body }) })
    const check = () => call('POST', `${CONNECTORS}/${connector}/check`, {})
    const getStatus = async () => (await call('GET', `${CONNECTORS}/${connector}`)).body.status
    const getEvents = async () => {
      const { body, text } = await call(
        'GET',
        `/api/v1/webhook-endpoints/${endpoint_id}/deliveries?limit=100`,
      )
      assert.ok(body.data, text)
      return body.data
        .filter(
          ({ payload }: { payload: { data: { connector_id: string } } }) =>
            payload.data.connector_id === connector,
        )
        .map(({ payload }: { payload: { type: string } }) => payload.type)
        .reverse()
    }
    const refuse = async (body: Readonly<Record<string, unknown>>) => {
      const { status, text } = await fixture.execute(connector, body)
      assert.equal(status, 424, text)
    }

    test('a second refusal of another operation marks the connector, and a success heals it', async () => {
      await refuse(GET)
      await refuse(GET)
      assert.equal(await getStatus(), 'ready', 'one operation may be refused for a reason of its own')
      await refuse(LIST)
      assert.equal(await getStatus(), 'needs_reauthentication')
      await refuse(GET)
      const listed = await call(
        'GET',
        `${CONNECTORS}?workspace_id=${fixture.workspace_id}&include_health=true`,
      )
      const item = listed.body.data.find(({ id }: { id: string }) => id === connector)
      assert.deepEqual([item.status, item.health.state], ['needs_reauthentication', 'needs_reauthentication'])
      const inspected = await call('GET', `${CONNECTORS}/${connector}/inspect`)
      assert.match(inspected.body.warnings.join(), /refuses the credentials/)
      fixture.upstream.respond(json({ id: 7 }))
      assert.equal((await fixture.execute(connector, GET)).status, 200)
      assert.equal(await getStatus(), 'ready')
      await until(async () => (await getEvents()).length === 2)
      assert.deepEqual(await getEvents(), ['connector.needs_reauthentication', 'connector.recovered'])
    })

    test('a check confirms a refusal, and another credential heals it', async () => {
      await refuse(GET)
      const { body } = await check()
      assert.equal(body.status, 'failed')
      assert.match(body.failure_reason.external_message, /401/)
      assert.equal(await getStatus(), 'needs_reauthentication')
      const changed = await call('PUT', `${CONNECTORS}/${connector}`, {
        credentials: { api_key: 'other-north' },
      })
      assert.equal(changed.status, 200, changed.text)
      assert.equal(await getStatus(), 'ready')
      await until(async () => (await getEvents()).length === 2)
      assert.deepEqual(await getEvents(), ['connector.needs_reauthentication', 'connector.recovered'])
      await refuse(GET)
      assert.equal(await getStatus(), 'ready', 'the new credential begins anew')
    })

    test('a success in between, a missing permission, and a check of other credentials mark nothing', async () => {
      await refuse(GET)
      fixture.upstream.respond(json({ id: 7 }))
      assert.equal((await fixture.execute(connector, LIST)).status, 200)
      fixture.upstream.respond(json({ message: 'wrong key' }, 401))
      await refuse(LIST)
      assert.equal(await getStatus(), 'ready')
      const other = { credentials: { api_key: 'other-north' } }
      assert.equal((await call('POST', `${CONNECTORS}/${connector}/check`, other)).body.status, 'failed')
      assert.equal(await getStatus(), 'ready')
      fixture.upstream.respond(json({ message: 'not permitted' }, 403))
      for (const body of [GET, LIST]) await refuse(body)
      await check()
      assert.equal(await getStatus(), 'ready')
      assert.deepEqual(await getEvents(), [])
    })
  })
}

test('the same operation counts after a minute, and calls of one moment count once', async () => {
  let now = 0
  let changes = 0
  const services = {
    revocations: { onRevocation() {}, apply() {} },
    // Without a database, each change of a state is a warning.
    log: {
      warn() {
        changes += 1
      },
    },
  } as never
  const refused = createRefusedCredentials(services, () => now)
  const callAt = (startedMs: number) =>
    ({
      ...{ startedMs, ask: { entity: 'ships', action: 'list' }, shape: {} },
      source: { kind: 'connector', connector_id: 'c' },
      connection: { connector_id: 'c', generation: null, status: 'ready' },
    }) as never as Call
  const refusedAt = async (ms: number, startedMs = ms) => {
    now = ms
    await refused.noteRefusal(callAt(startedMs))
    return changes
  }
  assert.equal(await refusedAt(1_000), 0)
  assert.equal(await refusedAt(30_000), 0)
  assert.equal(await refusedAt(70_000, 500), 0)
  assert.equal((await refusedAt(80_000)) > 0, true)
})
