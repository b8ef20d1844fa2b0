import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { json, startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startReadyServer } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'

/** Response of the three operations used here. */
interface Reply {
  access_token: string
  id: string
  code: string
}

for (const engine of engines) {
  describe(`a process killed while a write is under way, on ${engine.name}`, () => {
    const closing = new AsyncDisposableStack()
    after(() => closing.disposeAsync())

    test('the write is not sent again under its key', async () => {
      closing.defer(() => engine.close())
      const upstream = await startScriptedUpstream()
      closing.defer(() => upstream.close())
      const store = await engine.createStore()
      closing.defer(() => store.remove())
      const client = { client_id: 'killed', client_secret: randomBytes(32).toString('hex') }
      const environment = {
        ...store.environment,
        BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
        BULKHEAD_EGRESS_ALLOW: '127.0.0.0/8',
        BULKHEAD_PUBLIC_URL: 'http://house.test',
        BULKHEAD_CLIENT_ID: client.client_id,
        BULKHEAD_CLIENT_SECRET: client.client_secret,
      }
      const first = await startReadyServer(environment)
      closing.defer(async () => void (await first.end('SIGKILL')))
      const send = async (url: string, path: string, token: string, body: object, key?: string) => {
        const response = await fetch(new URL(path, url), {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            ...(key && { 'idempotency-key': key }),
          },
          body: JSON.stringify(body),
        })
        return { status: response.status, body: (await response.json()) as Reply }
      }
      const { body: application } = await send(first.url, '/api/v1/account/applications/token', '', client)
      const token = application.access_token
      const { body: connector } = await send(first.url, '/api/v1/integrations/connectors', token, {
        connector_type: 'probe',
        credentials: { token: 'x' },
        environment: { base_url: upstream.url },
      })
      const path = `/api/v1/integrations/connectors/${connector.id}/execute`
      const write = { entity: 'things', action: 'create', params: { name: 'a' } }

      upstream.respond(() => {})
      const cut = send(first.url, path, token, write, 'cut-off').catch(() => 'cut')
      await until(() => upstream.arrived.length === 1)
      await first.end('SIGKILL')
      assert.equal(await cut, 'cut')

      upstream.respond(json({ id: 1 }, 201))
      const second = await startReadyServer(environment)
      closing.defer(async () => void (await second.end('SIGKILL')))
      const again = await send(second.url, path, token, write, 'cut-off')
      // On Postgres the first process might live on another machine, so it is given two minutes.
      const code = engine.name === 'pglite' ? 'idempotency_outcome_unknown' : 'idempotency_in_flight'
      assert.deepEqual([again.status, again.body.code], [409, code])
      assert.equal(upstream.arrived.length, 1)
      assert.equal((await send(second.url, path, token, write, 'another')).status, 200)
    })
  })
}
