import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { backgroundJobs } from '@bulkhead/server/jobs/background-jobs'
import { createExportJobs } from '@bulkhead/server/jobs/export-records'
import { readSettings } from '@bulkhead/server/main/settings'
import { openDatabase } from '@bulkhead/server/main/start-server'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { bothEngines } from '@bulkhead/testing/engines'
import { countWaiting } from '@bulkhead/testing/postgres/count-waiting'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'

const engine = bothEngines.find(({ name }) => name === 'postgres')
const CONNECTORS = '/api/v1/integrations/connectors'
/** More requests than a pool has connections. */
const MANY = 24
const MOST_FAILED = 5

describe('slow requests leave connections for all others', {
  skip: engine === undefined && 'needs Postgres',
  timeout: 600_000,
}, () => {
  const closing = new AsyncDisposableStack()
  let testServer: TestServer
  let tenant: Tenant
  let token: string
  let connector: string
  let locker: pg.Client

  before(async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    const upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    testServer = await startTestServer(engine, { environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS } })
    closing.defer(() => testServer.close())
    tenant = await testServer.createTenant('Acme')
    ;({ token } = await testServer.mint(tenant, 'acme'))
    const { body } = await testServer.call('POST', CONNECTORS, {
      token,
      body: {
        connector_type: 'probe',
        credentials: { token: 'x' },
        environment: { base_url: upstream.url },
      },
    })
    connector = body.id
    locker = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
    await locker.connect()
    closing.defer(() => locker.end())
    assert.equal((await execute()).status, 200)
  })
  after(() => closing.disposeAsync())

  const execute = () =>
    testServer.call('POST', `${CONNECTORS}/${connector}/execute`, {
      token,
      body: { entity: 'things', action: 'list' },
    })
  const mint = () =>
    testServer.call('POST', '/api/v1/account/applications/scoped-token', {
      token: tenant.token,
      body: { workspace_name: 'acme' },
    })
  const list = (path: string) => testServer.call('GET', path, { token: tenant.token })

  /**
   * Runs `work` while `table` is locked and callers that need it keep retrying. @returns Responses to these callers.
   */
  async function whileLocked(table: string, stuck: () => Promise<Answer>, work: () => Promise<void>) {
    await locker.query(`begin; lock table bulkhead.${table} in access exclusive mode`)
    const responses: Answer[] = []
    let isOver = false
    const callers = Array.from({ length: MANY }, async () => {
      do responses.push(await stuck())
      while (!isOver)
    })
    try {
      await until(async () => (await countWaiting(locker)) > 0)
      await work()
      await until(() => responses.length > 0)
    } finally {
      isOver = true
      await locker.query('rollback')
    }
    await Promise.all(callers)
    for (const { status, body, headers } of responses.filter((response) => response.status !== 200)) {
      assert.equal(status, 503)
      assert.equal(body.code, 'unavailable')
      assert.ok(headers.get('retry-after'))
    }
    return responses
  }

  /**
   * Asserts that all calls succeed in ten rounds in a row, while the others wait. A machine that pauses has some tries.
   */
  async function assertUnaffected(calls: readonly (() => Promise<Answer>)[]): Promise<void> {
    const failed: number[] = []
    for (let rounds = 0; rounds < 10; rounds += 1) {
      const answers: Answer[] = []
      for (const call of calls) answers.push(await call())
      const others = answers.filter(({ status }) => status !== 200)
      if (others.length === 0) continue
      failed.push(...others.map(({ status }) => status))
      assert.ok(failed.length < MOST_FAILED, `${rounds} rounds succeeded, then: ${failed}`)
      rounds = -1
    }
    await until(async () => (await countWaiting(locker)) > 0)
  }

  test('transactions of jobs have the limits of jobs, and the purpose of no caller', async (t) => {
    const { services } = testServer.server
    const organization = crypto.randomUUID()
    await asOperator(services.database, services.log, 'test', (tx) =>
      sql`insert into organizations (organization_id, name) values (${organization}, 'Quiet')`.execute(tx),
    )
    const directory = mkdtempSync(join(tmpdir(), 'bulkhead-lanes-'))
    t.after(() => rmSync(directory, { recursive: true }))
    const begun: string[] = []
    const { query } = pg.Client.prototype
    t.mock.method(pg.Client.prototype, 'query', function (this: pg.Client, ...sent: unknown[]) {
      const [text] = sent
      if (typeof text === 'string' && text.startsWith('begin') && text.includes(organization))
        begun.push(text)
      return Reflect.apply(query, this, sent)
    })
    // Its connections are opened from here on, so that they have this method.
    const database = await openDatabase(readSettings(testServer.store.environment), services.log, () => {})
    t.after(() => database.close())
    const file = { path: join(directory, 'records.jsonl'), maxBytes: 1_000_000, keep: 1 }
    const forJobs = { ...services, database }
    const jobs = [...backgroundJobs(forJobs), ...(await createExportJobs(forJobs, { file }))]
    for (const name of ['count connectors', 'export records']) {
      begun.length = 0
      const job = jobs.find((one) => one.name === name)
      while (await job?.step());
      assert.ok(begun.length > 0, name)
      for (const text of begun) assert.match(text, /'statement_timeout', '30000'/, name)
    }
  })

  test('people who look at statistics and lists stop no execute, no mint and no readiness', async () => {
    await whileLocked(
      'tool_calls',
      () => list('/api/v1/tool-calls/statistics'),
      () => assertUnaffected([execute, mint, () => list('/health/ready')]),
    )
  })

  test('a lock on a hot table returns 503 to requests that need it, and affects no others', async () => {
    const authenticate = () =>
      testServer.call('POST', '/api/v1/account/applications/token', {
        body: { client_id: tenant.client_id, client_secret: tenant.client_secret },
      })
    const minted = await whileLocked('workspace_names', mint, async () => {
      await assertUnaffected([execute, () => list('/health/ready')])
      // The first requests may hold the whole pool until their wait for the lock times out.
      await until(async () => (await list('/api/v1/organization')).status === 200)
      await assertUnaffected([() => list('/api/v1/organization'), authenticate])
    })
    assert.ok(minted.some(({ status }) => status === 503))
    assert.equal((await mint()).status, 200)
  })
})
