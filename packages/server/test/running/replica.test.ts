import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { engines } from '@bulkhead/testing/engines'
import { getOwner, type SignedInPerson, setLevels, signUpPerson } from '@bulkhead/testing/people'
import {
  databaseSettings,
  type PostgresNode,
  promote,
  startCopy,
  startPrimary,
  startReplica,
} from '@bulkhead/testing/postgres/replicated-postgres'
import { openSwitchboard, type Switchboard } from '@bulkhead/testing/postgres/switchboard'
import {
  type Answer,
  startTestServer,
  type Tenant,
  type TestServer,
  until,
} from '@bulkhead/testing/test-server'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { examine } from '#main/doctor/doctor'
import {
  type PrimaryPosition,
  READ_POSITION,
  READ_STATE,
  type ReplicaState,
  toStateParameters,
} from '#platform/database/postgres/replica-state'
import { tallyStates } from '#platform/metrics/tally'

const engine = engines.find(({ name }) => name === 'postgres')
const CALLS = '/api/v1/tool-calls'
const REPORTS = [
  CALLS,
  `${CALLS}/statistics`,
  `${CALLS}/groups?by=workspace&include_names=true`,
  '/api/v1/audit',
]
const NOWHERE = 1

describe('reports from a replica', {
  skip: engine === undefined && 'needs Postgres',
  timeout: 600_000,
}, () => {
  const closing = new AsyncDisposableStack()
  after(async () => {
    await closing.disposeAsync()
    await engine?.close()
  })
  let primary: PostgresNode
  let replica: PostgresNode
  let link: Switchboard
  let environment: Record<string, string>
  let testServer: TestServer
  let tenant: Tenant
  let application_id: string

  before(async () => {
    assert.ok(engine)
    primary = await startPrimary()
    closing.defer(() => primary.close())
    replica = await startReplica(primary, primary.port)
    closing.defer(() => replica.close())
    // The operator of the standby may choose the default isolation.
    await replica.query(`alter system set default_transaction_isolation = 'repeatable read'`)
    await replica.query('select pg_reload_conf()')
    link = await openSwitchboard(replica.port)
    closing.defer(() => link.close())
    environment = {
      ...databaseSettings(primary.port),
      BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
      BULKHEAD_DATABASE_REPLICA_URL: databaseSettings(link.port).BULKHEAD_DATABASE_URL ?? '',
      BULKHEAD_DATABASE_REPLICA_WAIT: '3000',
    }
    testServer = await startTestServer(engine, { store: { environment, remove() {} } })
    closing.defer(() => testServer.close())
    tenant = await testServer.createTenant('Acme')
    application_id = (await get('/api/v1/applications')).body.data[0].id
  })

  const count = (outcome: string) =>
    tallyStates()
      .find(({ name }) => name === 'bulkhead_replica_reads_total')
      ?.values.get(outcome)?.value ?? 0
  const get = (path: string, token = tenant.token) => testServer.call('GET', path, { token })
  const getAs = ({ headers }: SignedInPerson, path: string) => testServer.call('GET', path, { headers })
  const mint = async (workspace_name: string) => {
    const { token, workspace_id } = await testServer.mint(tenant, workspace_name)
    return { token, workspace_id }
  }
  const getIds = ({ status, body, text }: Answer): string[] => {
    assert.equal(status, 200, text)
    return body.data.map(({ id }: { id: string }) => id)
  }

  async function record(workspace_id: string): Promise<string> {
    const call_id = uuidv7()
    await asPrincipal(testServer.server.services.database, tenant, 'read write', (tx) =>
      tx
        .insertInto('tool_calls')
        .values({
          ...{ organization_id: tenant.organization, call_id, workspace_id, at: new Date() },
          ...{ definition_id: null, entity: 'things', action: 'list', status: 'success', duration_ms: 100 },
          ...{ request_id: crypto.randomUUID(), token_kind: 'application', source: 'http', application_id },
        })
        .execute(),
    )
    return call_id
  }

  /** Returns the newest mark of the primary. */
  async function getMark(): Promise<string> {
    const [row] = await primary.query('select mark from bulkhead.replica_marks order by made_at desc limit 1')
    return String(row?.mark)
  }

  function toSql(position: PrimaryPosition, mark: string): string {
    const parameters = toStateParameters(position, mark).map((value) => `'${value}'`)
    return READ_STATE.replaceAll(/\$(\d)/g, (_, at) => parameters[Number(at) - 1] ?? '')
  }

  const untilReady = () => until(async () => (await testServer.call('GET', '/health/ready')).status === 200)

  /** Reads until a read had the given outcome. */
  const untilRead = (outcome: string) => {
    const before = count(outcome)
    return until(async () => {
      assert.equal((await get(CALLS)).status, 200)
      return count(outcome) > before
    })
  }

  test('reports are read from the replica, and miss nothing that was written before', async () => {
    const { workspace_id } = await mint('current')
    await untilRead('replica')
    const before = count('replica')
    for (let round = 0; round < 10; round += 1) {
      const call_id = await record(workspace_id)
      assert.equal(getIds(await get(`${CALLS}?limit=1`))[0], call_id)
      const { body } = await testServer.call('POST', '/api/v1/account/applications/scoped-token', {
        token: tenant.token,
        body: { workspace_name: `new ${round}` },
      })
      const { body: audit } = await get(`/api/v1/audit?limit=1&workspace_id=${body.workspace_id}`)
      assert.equal(audit.data.length, 1)
    }
    for (const path of REPORTS) assert.equal((await get(path)).status, 200)
    assert.ok(count('replica') > before)
    const [row] = await replica.query(
      `select count(*)::integer as count from pg_stat_activity where application_name = 'bulkhead reports'`,
    )
    assert.ok(Number(row?.count) > 0)
    const page = await get('/metrics')
    assert.match(page.text, /bulkhead_replica_reads_total\{outcome="replica"\} [1-9]/)
    assert.match(page.text, /bulkhead_replica_behind_bytes \d/)
  })

  test('show nobody what a right gave that ended while the replica was behind', async () => {
    const [kept, lost] = [await mint('kept'), await mint('lost')]
    const [keptCall, lostCall] = [await record(kept.workspace_id), await record(lost.workspace_id)]
    const member = await signUpPerson(testServer, tenant, 'member')
    const demoted = await signUpPerson(testServer, tenant, 'admin')
    const removed = await signUpPerson(testServer, tenant, 'member')
    const owner = await getOwner(testServer, tenant)
    for (const person of [member, removed])
      for (const { workspace_id } of [kept, lost])
        await setLevels(testServer, tenant, workspace_id, { viewer: person })
    const ofBoth = (call_id: string) => [keptCall, lostCall].includes(call_id)
    assert.equal(getIds(await getAs(member, CALLS)).filter(ofBoth).length, 2)

    await replica.query('select pg_wal_replay_pause()')
    const asOwner = async (method: string, path: string, body?: object) => {
      const response = await testServer.call(method, path, { headers: owner.headers, body })
      assert.ok(response.status < 300, response.text)
    }
    await asOwner('DELETE', `/api/v1/workspaces/${lost.workspace_id}/members/${member.person}`)
    await asOwner('PUT', `/api/v1/people/${demoted.person}/role`, { role: 'member' })
    await asOwner('DELETE', `/api/v1/people/${removed.person}`)
    // The replica itself would still show it.
    const getShown = async ({ port }: PostgresNode) => {
      const admin = new pg.Client(`postgres://postgres:postgres@127.0.0.1:${port}/house`)
      await admin.connect()
      try {
        await admin.query(
          `begin; set local role bulkhead_member; set local app.organization_id = '${tenant.organization}';
           set local app.person_id = '${member.person}'`,
        )
        return (await admin.query(`select from bulkhead.tool_calls where call_id = '${lostCall}'`)).rowCount
      } finally {
        await admin.end()
      }
    }
    assert.deepEqual([await getShown(replica), await getShown(primary)], [1, 0])

    const direct = count('replica')
    assert.deepEqual(getIds(await getAs(member, CALLS)).filter(ofBoth), [keptCall])
    assert.deepEqual(getIds(await getAs(member, `${CALLS}?workspace_id=${lost.workspace_id}`)), [])
    const { body: groups } = await getAs(member, `${CALLS}/groups?by=workspace`)
    assert.ok(groups.data.every(({ key }: { key: string }) => key !== lost.workspace_id))
    const { body: statistics } = await getAs(member, `${CALLS}/statistics?workspace_id=${lost.workspace_id}`)
    assert.ok(statistics.data.every(({ calls }: { calls: number }) => calls === 0))
    assert.deepEqual(getIds(await getAs(demoted, CALLS)), [])
    assert.equal((await getAs(demoted, '/api/v1/audit')).status, 403)
    for (const path of REPORTS) assert.equal((await getAs(removed, path)).status, 401)
    await asOwner('POST', `/api/v1/workspaces/${kept.workspace_id}/revoke-tokens`)
    for (const path of [CALLS, `${CALLS}/statistics`]) assert.equal((await get(path, kept.token)).status, 401)
    await untilRead('behind')
    assert.equal(count('replica'), direct)
    assert.ok(testServer.log.some((line) => line.includes('the replica is behind')))
    await untilReady()

    await replica.query('select pg_wal_replay_resume()')
    await untilRead('replica')
    assert.ok(testServer.log.some((line) => line.includes('reports are read from the replica again')))
    assert.deepEqual(getIds(await getAs(member, CALLS)).filter(ofBoth), [keptCall])
  })

  test('come from the primary while the replica hangs or is down, and the server is ready', async () => {
    const away = count('away')
    await untilRead('replica')
    link.freeze()
    await untilRead('away')
    const call_id = await record((await mint('away')).workspace_id)
    assert.equal(getIds(await get(`${CALLS}?limit=1`))[0], call_id)
    await untilReady()
    link.connectTo(NOWHERE)
    link.thaw()
    link.cut()
    for (const path of REPORTS) assert.equal((await get(path)).status, 200)
    assert.ok(count('away') > away)
    link.connectTo(replica.port)
    await untilRead('replica')
  })

  test('doctor examines the replica', async () => {
    const find = async (port: number) => {
      const findings = await examine({
        ...environment,
        BULKHEAD_PUBLIC_URL: 'http://127.0.0.1:1',
        BULKHEAD_DATABASE_REPLICA_WAIT: '0',
        BULKHEAD_DATABASE_REPLICA_URL: databaseSettings(port).BULKHEAD_DATABASE_URL,
      })
      const { status, detail } = findings.find(({ check }) => check === 'database: replica') ?? {}
      return `${status}: ${detail}`
    }
    assert.match(await find(primary.port), /^failed: .*does not lead to a standby of this database/)
    assert.match(await find(NOWHERE), /^failed: .*BULKHEAD_DATABASE_REPLICA_URL\) cannot be connected to/)
    let found = ''
    await until(async () => {
      found = await find(replica.port)
      return found.startsWith('warning: The standby is current. Set hot_standby_feedback')
    })
    await replica.query('select pg_wal_replay_pause()')
    await record((await mint('doctor')).workspace_id)
    assert.match(await find(replica.port), /^warning: The standby is \d+ bytes behind after 0 ms/)
    await replica.query('select pg_wal_replay_resume()')
  })

  test('are not read from the standby of a copy of the primary, although it has the same identifier and timeline', async () => {
    const copy = await startCopy(primary)
    closing.defer(() => copy.close())
    const stranger = await startReplica(copy, copy.port)
    closing.defer(() => stranger.close())
    const { workspace_id } = await mint('original')
    const call_id = await record(workspace_id)
    const [position] = (await primary.query(READ_POSITION)) as unknown as [PrimaryPosition]
    // Its log is ahead, so that it looks current.
    for (let times = 0; times < 2; times += 1) {
      await copy.query('create table ahead ()')
      await copy.query('drop table ahead')
      await copy.query('select pg_switch_wal()')
    }
    const sql = toSql(position, await getMark())
    await until(async () => {
      const [state] = (await stranger.query(sql)) as unknown as [ReplicaState]
      return state.follows && state.has_timeline && state.is_current
    })
    await untilRead('replica')
    link.connectTo(stranger.port)
    link.cut()
    // A mark that was made before the copy may still be in use.
    await until(async () => {
      const before = [count('replica'), count('other')]
      await get(CALLS)
      return count('replica') === before[0] && count('other') > (before[1] ?? 0)
    }, 30_000)
    const reads = count('replica')
    for (const path of REPORTS) assert.equal((await get(path)).status, 200)
    assert.equal(getIds(await get(`${CALLS}?limit=1`))[0], call_id)
    assert.equal(count('replica'), reads)
    const findings = await examine({ ...environment, BULKHEAD_PUBLIC_URL: 'http://127.0.0.1:1' })
    assert.match(
      findings.find(({ check }) => check === 'database: replica')?.detail ?? '',
      /does not lead to a standby of this database/,
    )
    link.connectTo(replica.port)
    link.cut()
    await untilRead('replica')
  })

  test('reports are not read from another server, login or timeline, nor from a promoted standby', async () => {
    const mark = await getMark()
    const [position] = (await primary.query(READ_POSITION)) as unknown as [PrimaryPosition]
    const states = await Promise.all(
      [
        {},
        { system: '1' },
        { login: 'somebody' },
        { timeline: position.timeline + 1 },
        { position: 'FFFFFFFF/0' },
        { mark: randomUUID() },
      ].map(async (change) => {
        const sql = toSql({ ...position, ...change }, 'mark' in change ? change.mark : mark)
        let state: ReplicaState | undefined
        await until(async () => {
          ;[state] = (await replica.query(sql)) as unknown as [ReplicaState]
          return 'position' in change || state.is_current
        })
        return [state?.follows, state?.has_timeline, state?.is_current, state?.has_mark]
      }),
    )
    assert.deepEqual(states, [
      [true, true, true, true],
      [false, true, true, true],
      [false, true, true, true],
      [true, false, true, true],
      [true, true, false, true],
      [true, true, true, false],
    ])
    await promote(replica)
    await untilRead('other')
    const call_id = await record((await mint('promoted')).workspace_id)
    assert.equal(getIds(await get(`${CALLS}?limit=1`))[0], call_id)
  })
})
