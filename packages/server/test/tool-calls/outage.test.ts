import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const CONNECTORS = '/api/v1/integrations/connectors'

const engine = engines.find(({ name }) => name === 'postgres')

describe('tool calls when the database goes away', { skip: engine === undefined }, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())

  test('rows stay queued and are written when it is back; closing writes the rest', async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    const upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    const store = await engine.createStore()
    assert.ok(store.postgres)
    const { adminUrl, login } = store.postgres
    const admin = new pg.Client({ connectionString: adminUrl })
    await admin.connect()
    closing.defer(() => admin.end())
    const testServer = await startTestServer(engine, {
      store,
      environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
    })
    closing.defer(() => testServer.close())
    const tenant = await testServer.createTenant('Acme')
    const { token } = await testServer.mint(tenant, 'acme')
    const { body } = await testServer.call('POST', CONNECTORS, {
      token,
      body: {
        connector_type: 'probe',
        credentials: { token: 'x' },
        environment: { base_url: upstream.url },
      },
    })
    const run = () =>
      testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
    const stored = async () =>
      Number((await admin.query('select count(*) from bulkhead.tool_calls')).rows[0].count)

    // The record cannot be stored before the outage begins.
    const locker = new pg.Client({ connectionString: adminUrl })
    await locker.connect()
    closing.defer(() => locker.end())
    await locker.query('begin; lock table bulkhead.tool_calls in share row exclusive mode')
    assert.equal((await run()).status, 200)
    // Refuses new connections and ends existing ones: an outage as this server sees it.
    await admin.query(`alter role ${login} connection limit 0`)
    await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${login}'`)
    await locker.query('commit')
    await setTimeout(1_300)
    assert.equal(await stored(), 0)
    await admin.query(`alter role ${login} connection limit -1`)
    await until(async () => (await stored()) === 1)

    await until(async () => (await run()).status === 200)
    await testServer.close()
    const { rows } = await admin.query(`select from bulkhead.tool_calls where status = 'success'`)
    assert.equal(rows.length, 2, 'close waits for the record')
  })
})
