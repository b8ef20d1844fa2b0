import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { signUpOwner } from '@bulkhead/testing/people'
import { startScriptedUpstream, TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { recordStatements } from '@bulkhead/testing/statement-recorder'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { removeWorkspaces } from '#jobs/remove-workspaces'
import { rotateKeys } from '#operator/rotate-keys'

const engine = bothEngines.find(({ name }) => name === 'postgres')
const CONNECTORS = '/api/v1/integrations/connectors'
const MINUTES_MS = 120_000

/** Statements that leave state on a connection, which its next user would find. */
const LASTING = [
  /^\s*set\s+(?!local\b|transaction\b)/i,
  /^\s*(reset|discard|listen|unlisten|load|prepare|deallocate)\b/i,
  /;\s*(set\s+(?!local\b|transaction\b)|reset\b)/i,
  /set_config\([^)]*,\s*false\s*\)/i,
  /\bpg_(try_)?advisory_lock(_shared)?\s*\(/i,
  /\bcreate\s+(temp|temporary)\b/i,
  /\bwith\s+hold\b/i,
]

describe('connections of the pool', { skip: engine === undefined && 'needs Postgres' }, () => {
  const closing = new AsyncDisposableStack()
  after(() => closing.disposeAsync())

  test('connections keep no session state, so a pooler may give each transaction another one', async (t) => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    const upstream = await startScriptedUpstream()
    closing.defer(() => upstream.close())
    const store = await engine.createStore()
    const url = new URL(store.environment.BULKHEAD_DATABASE_URL ?? '')
    const recorder = await recordStatements(Number(url.port))
    closing.defer(() => recorder.close())
    url.port = String(recorder.port)
    const testServer = await startTestServer(engine, {
      store: { ...store, environment: { ...store.environment, BULKHEAD_DATABASE_URL: url.href } },
      environment: { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS },
    })
    closing.defer(() => testServer.close())
    const { services } = testServer.server

    // A bit of everything: people, writes with keys, calls, lists, revocations, jobs and operator commands.
    const tenant = await testServer.createTenant('Acme')
    const person = await signUpOwner(testServer, tenant)
    await testServer.call('GET', '/api/v1/workspaces', { headers: person.headers })
    for (const name of ['one', 'two', 'three']) {
      const { token, workspace_id } = await testServer.mint(tenant, name)
      const { body } = await testServer.call('POST', CONNECTORS, {
        token,
        headers: { 'idempotency-key': name },
        body: {
          connector_type: 'probe',
          credentials: { token: 'x' },
          environment: { base_url: upstream.url },
        },
      })
      const executed = await testServer.call('POST', `${CONNECTORS}/${body.id}/execute`, {
        token,
        body: { entity: 'things', action: 'list' },
      })
      assert.equal(executed.status, 200)
      await testServer.call('POST', '/api/v1/account/applications/token/revoke', { token, body: {} })
      const deleted = await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, {
        token: tenant.token,
      })
      assert.equal(deleted.status, 200)
    }
    for (const path of ['tool-calls/statistics', 'tool-calls', 'audit-records', 'workspaces'])
      await testServer.call('GET', `/api/v1/${path}`, { token: tenant.token })
    await rotateKeys(services.database, services.keyring, services.log)
    const isVacuumed = () =>
      recorder.connections.some(({ statements }) => statements.some((text) => /^\s*vacuum/i.test(text)))
    await until(async () => {
      await removeWorkspaces(services.database, services.log, Date.now() + MINUTES_MS)
      return isVacuumed()
    })

    const pooled = recorder.connections.filter(({ parameters }) => parameters.application_name === 'bulkhead')
    const sent = pooled.flatMap(({ statements }) => statements)
    t.diagnostic(`${pooled.length} connections, ${sent.length} statements`)
    assert.ok(pooled.length > 0 && sent.length > 100)
    assert.deepEqual(
      sent.filter((text) => LASTING.some((lasting) => lasting.test(text))),
      [],
    )
    // Statements are recognized by their text, so the search must find one that is known to have a lasting
    // effect.
    const others = recorder.connections.filter((connection) => !pooled.includes(connection))
    assert.ok(others.some(({ statements }) => statements.some((text) => LASTING[1]?.test(text))))

    const parameters = new Set(pooled.flatMap((connection) => Object.keys(connection.parameters)))
    assert.deepEqual([...parameters].sort(), [
      'application_name',
      'client_encoding',
      'database',
      'options',
      'user',
    ])
    const admin = new pg.Client({ connectionString: store.postgres?.adminUrl ?? '' })
    closing.defer(() => admin.end())
    await admin.connect()
    const { rows } = await admin.query(`
      select objid from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and state = 'idle' and datname = current_database()`)
    assert.deepEqual(rows, [])
  })
})
