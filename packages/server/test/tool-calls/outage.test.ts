import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { createObservedCall } from '@bulkhead/server/execution/execute'
import { forPurpose } from '@bulkhead/server/platform/database/roles/for-purpose'
import { startToolCallRecorder } from '@bulkhead/server/records/tool-calls/record-tool-calls'
import { engines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

/** Purpose with the time limits of the server's own recorder. */
const JOB = { lane: 'jobs', name: 'tool calls' } as const
const CONNECTORS = '/api/v1/integrations/connectors'

const engine = engines.find(({ name }) => name === 'postgres')

describe('tool calls when the database goes away', { skip: engine === undefined }, () => {
  const closing = new AsyncDisposableStack()
  before(() => {
    assert.ok(engine)
    closing.defer(() => engine.close())
  })
  after(() => closing.disposeAsync())

  test('rows stay queued and are written when it is back; closing writes the rest', async () => {
    assert.ok(engine)
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

  test('a write that waits for a lock is waited for, and no other one begins before it ends', async () => {
    assert.ok(engine)
    const testServer = await startTestServer(engine)
    closing.defer(() => testServer.close())
    const { database, log } = testServer.server.services
    const recorder = startToolCallRecorder({ database: forPurpose(database, JOB), log })
    const [slow, other] = [await testServer.createTenant('Slow'), await testServer.createTenant('Other')]
    const { workspace_id } = await testServer.mint(slow, 'acme')
    const locker = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
    await locker.connect()
    closing.defer(() => locker.end())

    // Only a call with an intent needs this table.
    await locker.query('begin; lock table bulkhead.tool_call_intents in share row exclusive mode')
    recorder.record({ ...toCall(slow, workspace_id), intent: 'wait' })
    await until(async () => (await countWaiting(locker)) > 0)
    recorder.record(toCall(other, null))
    // Longer than the delay before a write.
    await setTimeout(1_000)
    assert.ok(recorder.waiting() > 0, 'a row that is being written is not written yet')
    let isStopped = false
    const stopping = recorder.stop().then(() => {
      isStopped = true
    })
    await setTimeout(100)
    assert.equal(isStopped, false)
    await locker.query('commit')
    await stopping
    const { rows } = await locker.query('select organization_id from bulkhead.tool_calls')
    assert.deepEqual(
      rows.map(({ organization_id }) => organization_id).toSorted(),
      [slow.organization, other.organization].toSorted(),
    )
    assert.deepEqual([recorder.waiting(), recorder.dropped()], [0, { full: 0, refused: 0, stopped: 0 }])
  })

  test('calls of an organization whose count holds its row wait, and those of others are written', async () => {
    assert.ok(engine)
    const testServer = await startTestServer(engine)
    closing.defer(() => testServer.close())
    const { database, log } = testServer.server.services
    const recorder = startToolCallRecorder({ database: forPurpose(database, JOB), log })
    const [counted, other] = [
      await testServer.createTenant('Counted'),
      await testServer.createTenant('Other'),
    ]
    const locker = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
    await locker.connect()
    closing.defer(() => locker.end())
    const getStored = async ({ organization }: Tenant) => {
      const { rows } = await locker.query(
        'select from bulkhead.tool_calls where organization_id = $1::uuid',
        [organization],
      )
      return rows.length
    }

    recorder.record(toCall(counted, null))
    await until(async () => (await getStored(counted)) === 1)
    await locker.query('begin')
    await locker.query(
      'select from bulkhead.tool_call_counting where organization_id = $1::uuid for update',
      [counted.organization],
    )
    recorder.record(toCall(counted, null))
    recorder.record(toCall(other, null))
    await until(async () => (await getStored(other)) === 1)
    // The waiting row is no longer the first one.
    recorder.record(toCall(other, null))
    await until(async () => (await getStored(other)) === 2)
    assert.equal(await getStored(counted), 1)
    assert.ok(recorder.waiting() > 0)
    await locker.query('commit')
    await until(async () => (await getStored(counted)) === 2)
    await recorder.stop()
    assert.deepEqual([recorder.waiting(), recorder.dropped()], [0, { full: 0, refused: 0, stopped: 0 }])
  })
})

function toCall({ organization }: Tenant, workspace_id: string | null) {
  const context = {
    kind: 'application' as const,
    organization,
    application: crypto.randomUUID(),
    client_id: 'test',
    epochs: { organization: 1, application: 1 },
    token_id: crypto.randomUUID(),
    request_id: crypto.randomUUID(),
    event: null,
    source: 'http' as const,
    whileConnected: () => new AbortController().signal,
    whenResponded: (work: () => void) => work(),
    authenticateAgain: async () => undefined,
  }
  const observed = { ...createObservedCall(undefined), workspace_id }
  return { context, observed, startedMs: performance.now() }
}
