import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { bothEngines, type Store } from '@bulkhead/testing/engines'
import { type PgBouncer, startPgBouncer } from '@bulkhead/testing/postgres/pgbouncer'
import type { PostgresDatabase } from '@bulkhead/testing/postgres/running-postgres'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { removeWorkspaces } from '#jobs/remove-workspaces'
import { examine } from '#main/doctor/doctor'
import { rotateKeys } from '#operator/rotate-keys'

const engine = bothEngines.find(({ name }) => name === 'postgres')
const CONNECTORS = '/api/v1/integrations/connectors'
const CUSTOMERS = 12
const MINUTES_MS = 120_000

/** State that a connection would carry over if it were not reset. */
const STATE = `select json_build_object(
  'pid', pg_backend_pid(), 'user', current_user, 'search_path', current_setting('search_path'),
  'organization', coalesce(current_setting('app.organization_id', true), ''),
  'workspace', coalesce(current_setting('app.workspace_id', true), ''),
  'person', coalesce(current_setting('app.person_id', true), ''),
  'statement_timeout', current_setting('statement_timeout'), 'lock_timeout', current_setting('lock_timeout'),
  'idle', current_setting('idle_in_transaction_session_timeout'), 'seqscan', current_setting('enable_seqscan'),
  'locks', (select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())) as state`

describe('behind PgBouncer in transaction mode', { skip: engine === undefined && 'needs Postgres' }, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())
  let store: Store
  let database: PostgresDatabase
  let pgbouncer: PgBouncer
  let upstream: ScriptedUpstream
  let environment: Record<string, string>
  let testServer: TestServer
  let tenant: Tenant

  before(async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    store = await engine.createStore()
    database = store.postgres as PostgresDatabase
    pgbouncer = await startPgBouncer({ url: database.url, logins: [database.url, database.ownerUrl] })
    closing.defer(() => pgbouncer.close())
    upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    environment = {
      BULKHEAD_DATABASE_URL: pgbouncer.through(database.url),
      BULKHEAD_DATABASE_DIRECT_URL: database.url,
      BULKHEAD_DATABASE_POOL: '12',
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    }
    testServer = await start()
    tenant = await testServer.createTenant('Acme')
  })

  async function start(): Promise<TestServer> {
    assert.ok(engine)
    const started = await startTestServer(engine, { store, environment })
    closing.defer(() => started.close())
    return started
  }

  async function connect(url: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    await client.connect()
    closing.defer(() => client.end())
    return client
  }

  /**
   * Acts as a customer who mints, connects, executes and lists. Every third customer leaves.
   * @returns Token and connector.
   */
  async function customer(name: string) {
    const { token, workspace_id } = await testServer.mint(tenant, name)
    const created = await testServer.call('POST', CONNECTORS, {
      token,
      headers: { 'idempotency-key': name },
      body: {
        connector_type: 'probe',
        credentials: { token: `secret of ${name}` },
        environment: { base_url: upstream.url },
      },
    })
    assert.equal(created.status, 200, created.text)
    const path = `${CONNECTORS}/${created.body.id}`
    const executed = await testServer.call('POST', `${path}/execute`, {
      token,
      body: { entity: 'things', action: 'list' },
    })
    assert.equal(executed.status, 200, executed.text)
    const listed = await testServer.call('GET', CONNECTORS, { token })
    assert.deepEqual(
      listed.body.data.map(({ id }: { id: string }) => id),
      [created.body.id],
    )
    return { token, workspace_id, path }
  }

  test('no role, setting, limit or lock of it is found on a connection by the next who has it', async (t) => {
    const neighbors = await Promise.all(
      Array.from({ length: 4 }, () => connect(pgbouncer.through(database.url))),
    )
    const states = new Map<string, number>()
    const backends = new Set<number>()
    let working = true
    const probing = neighbors.map(async (neighbor) => {
      while (working) {
        const { pid, ...state } = (await neighbor.query(STATE)).rows[0].state
        backends.add(pid)
        const text = JSON.stringify(state)
        states.set(text, (states.get(text) ?? 0) + 1)
      }
    })
    const { services } = testServer.server
    try {
      const customers = await Promise.all(
        Array.from({ length: CUSTOMERS }, (_, at) => customer(`customer ${at}`)),
      )
      for (const { workspace_id } of customers.filter((_, at) => at % 3 === 0))
        await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, { token: tenant.token })
      for (const path of ['tool-calls/statistics', 'tool-calls', 'audit', 'workspaces'])
        assert.equal((await testServer.call('GET', `/api/v1/${path}`, { token: tenant.token })).status, 200)
      await rotateKeys(services.database, services.keyring, services.log)
      await removeWorkspaces(services.database, services.log, Date.now() + MINUTES_MS)
    } finally {
      working = false
      await Promise.all(probing)
    }
    t.diagnostic(
      `${[...states.values()].reduce((sum, count) => sum + count)} probes on ${backends.size} connections`,
    )
    const asItWas = {
      ...{
        user: database.login,
        search_path: '"$user", public',
        organization: '',
        workspace: '',
        person: '',
      },
      ...{ statement_timeout: '0', lock_timeout: '0', idle: '0', seqscan: 'on', locks: 0 },
    }
    assert.deepEqual(
      [...states.keys()].map((text) => JSON.parse(text)),
      [asItWas],
    )
    assert.ok(backends.size > 1)
  })

  test('what a neighbor left on each connection gives no right and takes none', async () => {
    const [mine, others] = [await customer('mine'), await customer('others')]
    const admin = await connect(database.adminUrl)
    const neighbors = await Promise.all(
      Array.from({ length: 5 }, () => connect(pgbouncer.through(database.url))),
    )
    // Runs all at once, so that each has its own connection.
    await Promise.all(
      neighbors.map(async (neighbor) => {
        await neighbor.query('begin; select pg_sleep(0.2)')
        await neighbor.query(
          `set role bulkhead_operator; set search_path to public;
           select set_config('app.organization_id', '${tenant.organization}', false),
             set_config('app.workspace_id', '${others.workspace_id}', false); commit`,
        )
      }),
    )
    const { rows } = await admin.query(
      `select count(*)::int as count from pg_stat_activity where datname = current_database() and usename = $1`,
      [database.login],
    )
    assert.ok(rows[0].count >= 5)
    for (let times = 0; times < 10; times += 1) {
      const [own, foreign, listed] = await Promise.all([
        testServer.call('GET', mine.path, { token: mine.token }),
        testServer.call('GET', others.path, { token: mine.token }),
        testServer.call('GET', CONNECTORS, { token: mine.token }),
      ])
      assert.deepEqual([own.status, foreign.status, listed.body.data.length], [200, 404, 1])
    }
    await Promise.all(neighbors.map((neighbor) => neighbor.query('reset all; reset role')))
  })

  test('a revocation in one process takes effect in another, over its direct connection', async () => {
    const other = await start()
    const { token } = await testServer.mint(tenant, 'revoked')
    const ask = async () => (await other.call('GET', CONNECTORS, { token })).status
    assert.equal(await ask(), 200)
    await testServer.call('POST', '/api/v1/account/applications/token/revoke', { token, body: {} })
    await until(async () => (await ask()) === 401)
  })

  test('doctor says what it found, and what is missing without the direct URL', async () => {
    const find = async (more: Record<string, string>) =>
      (
        await examine({
          ...store.environment,
          ...environment,
          BULKHEAD_PUBLIC_URL: 'http://localhost',
          ...more,
        })
      ).filter(({ check, status }) => check === 'database: pooler' || status === 'failed')
    const [well, ...none] = await find({})
    assert.deepEqual([well?.status, none], ['ok', []])
    assert.match(well?.detail ?? '', /in transaction mode/)
    const [ill] = await find({ BULKHEAD_DATABASE_DIRECT_URL: '' })
    assert.equal(ill?.status, 'failed')
    assert.match(ill?.detail ?? '', /pooler in transaction mode.* Set BULKHEAD_DATABASE_DIRECT_URL/)
  })

  const startsWith = (more: Record<string, string>) => {
    assert.ok(engine)
    return startTestServer(engine, { store, environment: { ...environment, ...more } })
  }

  test('while it is down the server is not ready, though Postgres responds', async (t) => {
    const began = performance.now()
    const probe = async () => {
      const [ready, mint] = await Promise.all([
        testServer.call('GET', '/health/ready'),
        testServer.call('POST', '/api/v1/account/applications/token', {
          body: { client_id: tenant.client_id, client_secret: tenant.client_secret },
        }),
      ])
      const { message } = ready.body as { message?: string }
      t.diagnostic(
        `${((performance.now() - began) / 1000).toFixed(1)} s: ready ${ready.status}, mint ${mint.status}${message ? ` (${message})` : ''}`,
      )
      return { ready: ready.status, mint: mint.status, message }
    }
    const untilReadyIs = (wanted: number) =>
      until(async () => {
        await sleep(250)
        return (await probe()).ready === wanted
      })
    assert.deepEqual(await probe(), { ready: 200, mint: 200, message: undefined })
    t.diagnostic('PgBouncer is killed')
    await pgbouncer.kill()
    await untilReadyIs(503)
    const { ready, mint, message } = await probe()
    assert.deepEqual([ready, mint, message], [503, 503, 'The database does not respond to requests.'])
    t.diagnostic('PgBouncer starts again')
    await pgbouncer.startAgain()
    await untilReadyIs(200)
    assert.equal((await probe()).mint, 200)
  })

  test('it does not start without a way around it, nor with one that is none', async () => {
    const pooled = pgbouncer.through(database.url)
    await assert.rejects(
      startsWith({ BULKHEAD_DATABASE_DIRECT_URL: '' }),
      /\(BULKHEAD_DATABASE_URL\) is a pooler in transaction mode.* Set BULKHEAD_DATABASE_DIRECT_URL/,
    )
    await assert.rejects(
      startsWith({ BULKHEAD_DATABASE_DIRECT_URL: pooled }),
      /\(BULKHEAD_DATABASE_DIRECT_URL\) is a pooler in transaction mode.* Name Postgres itself/,
    )
    await assert.rejects(
      startsWith({ BULKHEAD_DATABASE_OWNER_URL: pgbouncer.through(database.ownerUrl) }),
      /\(BULKHEAD_DATABASE_OWNER_URL\) is a pooler in transaction mode/,
    )
    await assert.rejects(
      startsWith({ BULKHEAD_DATABASE_DIRECT_URL: database.ownerUrl }),
      /lead to different servers, databases or logins/,
    )
  })

  test('it does not start behind one that mixes up prepared statements', async () => {
    await using old = await startMixing()
    await assert.rejects(
      startsWith({ BULKHEAD_DATABASE_URL: old.through(database.url) }),
      /mixes up the prepared statements.*PgBouncer 1\.21 or newer/,
    )
  })

  async function startMixing() {
    const old = await startPgBouncer({ url: database.url, logins: [database.url], maxPreparedStatements: 0 })
    return { through: old.through, [Symbol.asyncDispose]: () => old.close() }
  }
})
