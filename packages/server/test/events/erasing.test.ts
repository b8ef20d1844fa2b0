import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'

const ENDPOINTS = '/api/v1/webhook-endpoints'

for (const engine of engines) {
  const skip = engine.name === 'pglite' && 'it runs one transaction at a time'
  describe(`an end user who is erased while events become deliveries, on ${engine.name}`, { skip }, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    before(async () => {
      testServer = await startTestServer(engine)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    async function connect() {
      const client = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
      await client.connect()
      return client
    }

    test('an erased end user is in no event and in no delivery', async () => {
      const { token, organization } = await testServer.createTenant('Acme')
      const call = (method: string, path: string, body?: object) =>
        testServer.call(method, path, { token, ...(body && { body }) })
      const { body: endpoint } = await call('POST', ENDPOINTS, { url: 'http://127.0.0.1:9/' })
      const [beginning, ending, watching] = await Promise.all([connect(), connect(), connect()])
      try {
        // Holds up the job until the events are there, and then between reading and deleting them.
        await beginning.query('begin')
        await beginning.query('select from bulkhead.webhook_endpoints for update')
        const [first, second] = [uuidv7(), uuidv7()]
        const data = { end_user: { id: 'elm', email: 'elm@erased.test', name: 'Elm Erased' } }
        for (const [id, given] of [
          [first, {}],
          [second, data],
        ] as const)
          await ending.query(
            `insert into bulkhead.events (organization_id, event_id, type, workspace_id, data)
              values ($1, $2, 'workspace.created', $2, $3)`,
            [organization, id, given],
          )
        await ending.query('begin')
        await ending.query('select from bulkhead.events where event_id = $1 for update', [first])
        await until(async () => (await countWaiting(watching)) === 1)
        await beginning.query('commit')
        await until(async () => {
          const { rowCount } = await watching.query(
            `select from pg_stat_activity
              where wait_event_type = 'Lock' and datname = current_database() and query ~ 'delete from .*events'`,
          )
          return rowCount === 1
        })
        let isErased = false
        const erased = call('DELETE', '/api/v1/connect/end-users/elm').then((answer) => {
          isErased = true
          return answer
        })
        await until(async () => isErased || (await countWaiting(watching)) === 2)
        await ending.query('commit')
        assert.equal((await erased).status, 200)
      } finally {
        await Promise.all([beginning.end(), ending.end(), watching.end()])
      }
      const list = async () => (await call('GET', `${ENDPOINTS}/${endpoint.id}/deliveries`)).body.data
      await until(async () => (await list()).length === 2)
      assert.doesNotMatch(JSON.stringify(await list()), /erased\.test/)
    })
  })
}
