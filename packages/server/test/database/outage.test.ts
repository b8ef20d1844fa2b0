import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { A, A1, seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'
import { asPrincipal } from '#platform/database/roles/as-principal'

const postgres = bothEngines.find(({ name }) => name === 'postgres')
const principal = { organization: A, workspace: A1 }
const OF_SERVER = `from pg_stat_activity where application_name like 'bulkhead%' and datname = current_database()`
const ALIVE = `select ${OF_SERVER}`
const TERMINATE = `select count(pg_terminate_backend(pid))::integer as ended ${OF_SERVER}`

const unavailable = (error: unknown) => {
  assert.ok(error instanceof BulkheadError, String(error))
  assert.equal(error.code, 'unavailable')
  assert.ok((error.retryAfter ?? 0) > 0)
  return true
}

suite('connections that Postgres ends', {
  skip: postgres === undefined && 'needs Postgres',
  timeout: 600_000,
}, () => {
  after(() => postgres?.close())
  const open = async () => {
    if (postgres === undefined) throw new Error('not on Postgres')
    const raw = await openRawDatabase(postgres)
    await seedTenants(raw)
    return raw
  }

  for (const [when, pauseMs] of [
    ['while nothing is asked', 100],
    ['right before the next query', 0],
  ] as const) {
    test(`in the middle of a transaction, ${when}, make it unavailable and undone`, async () => {
      const { database, admin, close } = await open()
      const rename = (end: boolean) =>
        asPrincipal(database, principal, 'read write', async (tx) => {
          await tx.updateTable('connectors').set({ name: 'renamed' }).execute()
          if (end) await admin(TERMINATE)
          await sleep(pauseMs)
          return tx.selectFrom('connectors').select('name').execute()
        })
      await assert.rejects(rename(true), unavailable)
      const { rows } = await admin(`select from bulkhead.connectors where name = 'renamed'`)
      assert.equal(rows.length, 0)
      assert.equal((await rename(false)).length, 2, 'the next transaction has another connection')
      await close()
    })
  }

  test('while a query runs make it unavailable', async () => {
    const { database, admin, close } = await open()
    const slow = asPrincipal(database, principal, 'read only', (tx) => sql`select pg_sleep(20)`.execute(tx))
    const refused = assert.rejects(slow, unavailable)
    await until(async () => (await admin(`${ALIVE} and wait_event = 'PgSleep'`)).rows.length === 1)
    assert.ok(Number((await admin(TERMINATE)).rows[0]?.ended) >= 1)
    await refused
    await close()
  })

  test('while they are idle go unnoticed', async () => {
    const { database, admin, close } = await open()
    const read = () =>
      asPrincipal(database, principal, 'read only', (tx) =>
        tx.selectFrom('connectors').select('name').execute(),
      )
    await Promise.all(Array.from({ length: 5 }, read))
    await admin(TERMINATE)
    await until(async () => (await admin(ALIVE)).rows.length === 0)
    // The process hears of it after a timer that is due.
    for (let turn = 0; turn < 2; turn += 1) await sleep(100)
    assert.equal((await read()).length, 2)
    await close()
  })

  test('under load make a server answer success or 503 and nothing else, and it goes on by itself', async (t) => {
    if (postgres === undefined) return
    const testServer = await startTestServer(postgres, { logLevel: 'silent' })
    const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
    await admin.connect()
    try {
      const tenant = await testServer.createTenant('outage')
      const statuses = new Map<number, number>()
      let stopped = false
      let minted = 0
      const callers = Array.from({ length: 12 }, async (_, caller) => {
        while (!stopped) {
          const reads = caller % 2 === 0
          const { status, headers } = reads
            ? await testServer.call('GET', '/api/v1/workspaces', { token: tenant.token })
            : await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
                token: tenant.token,
                body: { workspace_name: `workspace ${caller} ${minted++}` },
              })
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status === 503) assert.ok(headers.get('retry-after'))
        }
      })
      let ended = 0
      for (let round = 0; round < 15; round += 1) {
        await sleep(100)
        ended += (await admin.query(TERMINATE)).rows[0].ended
      }
      stopped = true
      await Promise.all(callers)
      t.diagnostic(`${ended} connections ended; ${JSON.stringify(Object.fromEntries(statuses))}`)
      assert.ok(ended > 0 && (statuses.get(200) ?? 0) > 0)
      assert.deepEqual(
        [...statuses.keys()].filter((status) => status !== 200 && status !== 503),
        [],
      )
      await until(async () => {
        const { status } = await testServer.call('GET', '/api/v1/workspaces', { token: tenant.token })
        return status === 200
      })
    } finally {
      await admin.end()
      await testServer.close()
    }
  })
})
