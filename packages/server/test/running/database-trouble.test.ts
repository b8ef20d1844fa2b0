import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, afterEach, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines, type Store } from '@bulkhead/testing/engines'
import { behindSwitchboard } from '@bulkhead/testing/postgres/behind-switchboard'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import {
  databaseSettings,
  promote,
  startPrimary,
  startReplica,
} from '@bulkhead/testing/postgres/replicated-postgres'
import { openSwitchboard } from '@bulkhead/testing/postgres/switchboard'
import { startServerProcess } from '@bulkhead/testing/server-process'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import pg from 'pg'
import { POOL_SIZE } from '#platform/database/postgres/open-postgres'
import { connectOwner } from '#platform/database/postgres/owner-connection'

const engine = engines.find(({ name }) => name === 'postgres')

describe('a database in trouble', {
  skip: engine === undefined && 'needs Postgres',
  timeout: 600_000,
}, () => {
  after(() => engine?.close())
  let closing = new AsyncDisposableStack()
  afterEach(async () => {
    const ending = closing
    closing = new AsyncDisposableStack()
    await ending.disposeAsync()
  })

  async function open() {
    assert.ok(engine)
    const { store, switchboard } = await behindSwitchboard(await engine.createStore())
    closing.defer(() => switchboard.close())
    const testServer = await startTestServer(engine, { store })
    closing.defer(() => testServer.close())
    const tenant = await testServer.createTenant('Acme')
    return { testServer, tenant, switchboard, store }
  }

  const ready = (testServer: TestServer) => testServer.call('GET', '/health/ready')
  const read = (testServer: TestServer, { token }: Tenant) =>
    testServer.call('GET', '/api/v1/organization', { token })
  const write = (testServer: TestServer, { token }: Tenant) =>
    testServer.call('POST', '/api/v1/account/applications/scoped-token', {
      token,
      body: { workspace_name: randomBytes(6).toString('hex') },
    })

  const untilReady = (testServer: TestServer) => until(async () => (await ready(testServer)).status === 200)
  async function untilNotReady(testServer: TestServer, why: RegExp) {
    let response = await ready(testServer)
    await until(async () => {
      response = await ready(testServer)
      return response.status === 503 && why.test(response.body.message)
    })
    assertUnavailable(response)
  }

  test('that hangs is 503, also for queries already sent, and recovers by itself', async () => {
    const { testServer, tenant, switchboard } = await open()
    assert.equal((await write(testServer, tenant)).status, 200)
    switchboard.freeze()
    const stuck = Array.from({ length: 15 }, (_, index) =>
      index % 2 === 0 ? read(testServer, tenant) : write(testServer, tenant),
    )
    await untilNotReady(testServer, /does not respond/)
    for (const response of await Promise.all(stuck)) assertUnavailable(response)
    assertUnavailable(await ready(testServer))
    switchboard.thaw()
    await untilReady(testServer)
    await until(async () => (await write(testServer, tenant)).status === 200)
  })

  test('a database whose host vanishes is left for its successor, also by waiting queries', async () => {
    const { testServer, tenant, switchboard, store } = await open()
    // They wait for a lock on connections that are silent from then on.
    const locker = new pg.Client({ connectionString: store.postgres?.adminUrl ?? '' })
    closing.defer(() => locker.end())
    await locker.connect()
    await locker.query('begin; lock table bulkhead.workspaces in access exclusive mode')
    const stuck: Promise<Answer>[] = []
    let answered = 0
    // One after the other, since those that come together wait on one connection. On a slow machine the first ones may
    // have given up before the last one waits.
    await until(async () => {
      const waiting = await countWaiting(locker)
      if (waiting >= 4) return true
      if (waiting < stuck.length - answered) return false
      stuck.push(
        write(testServer, tenant).finally(() => {
          answered += 1
        }),
      )
      return false
    })
    switchboard.abandon()
    await locker.query('rollback')
    await untilReady(testServer)
    await until(async () => (await write(testServer, tenant)).status === 200)
    for (const response of await Promise.all(stuck)) assertUnavailable(response)
  })

  test('that is set to read only is not ready, refuses writes with 503, and is read', async () => {
    const { testServer, tenant, store } = await open()
    const admin = new pg.Client({ connectionString: store.postgres?.adminUrl ?? '' })
    closing.defer(() => admin.end())
    await admin.connect()
    const { rows } = await admin.query('select current_database() as name')
    const set = (value: string) =>
      admin.query(`alter database ${rows[0].name} set default_transaction_read_only = ${value}`)
    await set('on')
    // A connection keeps the default it began with, so the test ends those of the pool. The one that follows
    // the feed stays as it is.
    await admin.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'bulkhead'`)
    await untilNotReady(testServer, /read only/)
    await until(async () => (await read(testServer, tenant)).status === 200)
    assertUnavailable(await write(testServer, tenant))
    await set('off')
    await untilReady(testServer)
    // Each connection opened before is detected once.
    let refused = 0
    while (refused <= POOL_SIZE && (await write(testServer, tenant)).status === 503) refused += 1
    assert.ok(refused <= POOL_SIZE, 'a connection that takes no writes was used again')
    await set('on')
    await untilNotReady(testServer, /read only/)
    await admin.query(`alter database ${rows[0].name} reset default_transaction_read_only`)
    await untilReady(testServer)
    await until(async () => (await write(testServer, tenant)).status === 200)
  })

  test('that is a standby is 503 for writes and reads, never 500, until it is promoted', async () => {
    assert.ok(engine)
    const primary = await startPrimary()
    closing.defer(() => primary.close())
    const replica = await startReplica(primary, primary.port)
    closing.defer(() => replica.close())
    const switchboard = await openSwitchboard(primary.port)
    closing.defer(() => switchboard.close())
    const store: Store = {
      environment: {
        ...databaseSettings(switchboard.port),
        BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
      },
      remove() {},
    }
    const testServer = await startTestServer(engine, { store })
    closing.defer(() => testServer.close())
    const tenant = await testServer.createTenant('Acme')
    await until(async () => {
      const [row] = await replica.query(
        `select count(*)::integer as count from bulkhead.organizations where organization_id = '${tenant.organization}'`,
      )
      return row?.count === 1
    })
    switchboard.connectTo(replica.port)
    switchboard.cut()
    await untilNotReady(testServer, /standby/)
    for (let round = 0; round < 5; round += 1) {
      assertUnavailable(await read(testServer, tenant))
      assertUnavailable(await write(testServer, tenant))
    }
    await primary.crash()
    await promote(replica)
    await untilReady(testServer)
    assert.equal((await write(testServer, tenant)).status, 200)
    assert.equal((await read(testServer, tenant)).status, 200)
    assert.deepEqual(
      testServer.log.filter((line) => line.includes('"status":500')),
      [],
    )
  })

  test('that responds late is waited for by a start, a migration and a command of the operator', async () => {
    assert.ok(engine)
    const { store, switchboard } = await behindSwitchboard(await engine.createStore())
    closing.defer(() => switchboard.close())
    switchboard.freeze()
    const connecting = connectOwner(store.environment.BULKHEAD_DATABASE_URL ?? '')
    // Longer than a request waits for a connection.
    await Promise.race([sleep(6_000), connecting])
    switchboard.thaw()
    const owner = await connecting
    assert.deepEqual(await owner.query('select 1 as one'), [{ one: 1 }])
    await owner.close()
  })

  test('that hangs does not keep a process from ending', async () => {
    assert.ok(engine)
    const { store, switchboard } = await behindSwitchboard(await engine.createStore())
    closing.defer(() => switchboard.close())
    const secret = randomBytes(32).toString('hex')
    const server = startServerProcess({
      ...store.environment,
      BULKHEAD_CLIENT_ID: 'client',
      BULKHEAD_CLIENT_SECRET: secret,
      BULKHEAD_DRAIN_SECONDS: '1',
    })
    const url = await server.ready
    const token = () =>
      fetch(`${url}/api/v1/account/applications/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ client_id: 'client', client_secret: secret }),
      })
    assert.equal((await token()).status, 200)
    switchboard.freeze()
    const stuck = Array.from({ length: 4 }, token)
    // Fails if it takes 30 s.
    const exited = server.end('SIGTERM')
    for (const { status } of await Promise.all(stuck)) assert.equal(status, 503)
    assert.deepEqual(await exited, { code: 0, signal: null })
  })
})

function assertUnavailable({ status, body, headers, text }: Answer) {
  assert.equal(status, 503, text)
  assert.equal(body.code, 'unavailable')
  assert.ok(Number(headers.get('retry-after')) > 0)
}
