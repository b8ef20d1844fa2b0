import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { copyToPostgres } from '@bulkhead/server/operator/archive/copy-to-postgres'
import { createPGlite } from '@bulkhead/server/platform/database/pglite/open-pglite'
import {
  assertCredentialsOpen,
  type StoredCredential,
  startCustomers,
} from '@bulkhead/testing/customers-at-work'
import { bothEngines, type Store } from '@bulkhead/testing/engines'
import { operatorResponse, runOperator } from '@bulkhead/testing/operator-process'
import {
  type ScriptedUpstream,
  startScriptedUpstream,
  TEST_CONNECTORS,
} from '@bulkhead/testing/scripted-upstream'
import { startTestServer, type Tenant, until } from '@bulkhead/testing/test-server'
import pg from 'pg'

const embedded = bothEngines.find(({ name }) => name === 'pglite')
const postgres = bothEngines.find(({ name }) => name === 'postgres')

describe('moving the embedded database to Postgres', { skip: !embedded || !postgres }, () => {
  let source: Store
  let target: Store
  let upstream: ScriptedUpstream
  let tenant: Tenant
  let acknowledged: StoredCredential[]
  const environment = { BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS }

  before(async () => {
    assert.ok(embedded && postgres)
    upstream = await startScriptedUpstream()
    source = await embedded.createStore()
    target = await postgres.createEmptyStore()
    const testServer = await startTestServer(embedded, { store: source, environment })
    tenant = await testServer.createTenant('Acme')
    const customers = await startCustomers(
      { url: testServer.server.url, client: tenant, upstream },
      'customer',
    )
    await until(() => customers.executions() >= 8, 240_000)
    await customers.stop()
    acknowledged = [...customers.acknowledged]
    const refused = await copy()
    assert.equal(refused.code, 1)
    assert.match(refused.stderr, /is in use by process \d+.*Stop that process/)
    await testServer.close()
  })
  after(async () => {
    await upstream?.close()
    source?.remove()
    target?.remove()
    await postgres?.close()
  })

  const copy = () => runOperator(source.environment, 'copy', '--to', target.postgres?.ownerUrl ?? '')

  test('a copy is rolled back if one workspace does not open there, and names it', async () => {
    assert.ok(postgres)
    const directory = source.environment.BULKHEAD_DATA_DIR as string
    const workspace = await onSource(
      `update bulkhead.connector_credentials set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
       where connector_id = (select min(connector_id::text)::uuid from bulkhead.connector_credentials)
       returning workspace_id`,
    )
    const other = await postgres.createEmptyStore()
    await assert.rejects(copyToPostgres({ directory }, other.postgres?.ownerUrl ?? ''), {
      message: `What workspace ${workspace} holds does not open with this key. Nothing was committed.`,
    })
    assert.equal(await countIn(other.postgres?.adminUrl, 'organizations'), 0)
    assert.equal(await countIn(other.postgres?.adminUrl, 'workspace_keys'), 0)
    other.remove()
    await onSource(
      `update bulkhead.connector_credentials set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
       where workspace_id = '${workspace}' returning workspace_id`,
    )
  })

  test('a copy has every row, opens every workspace and serves', async () => {
    assert.ok(postgres)
    const copied = await operatorResponse(source.environment, 'copy', '--to', target.postgres?.ownerUrl ?? '')
    assert.equal(copied.workspaces, await countIn(target.postgres?.adminUrl, 'workspace_keys'))
    assert.equal(copied.opened_credentials, acknowledged.length)
    for (const step of ['BULKHEAD_DATABASE_URL', 'BULKHEAD_DATABASE_OWNER_URL', 'BULKHEAD_KEY_FILE']) {
      assert.ok(copied.next.includes(step), copied.next)
    }
    const key = readFileSync(join(source.environment.BULKHEAD_DATA_DIR as string, 'key'), 'utf8')
    const testServer = await startTestServer(postgres, {
      store: target,
      environment: { ...environment, BULKHEAD_KEY: key },
    })
    try {
      await assertCredentialsOpen({ url: testServer.server.url, client: tenant, upstream }, acknowledged)
    } finally {
      await testServer.close()
    }
  })

  test('a copy is refused unless the target database is empty', async () => {
    const { code, stderr } = await copy()
    assert.equal(code, 1)
    assert.match(stderr, /house_\w+ is not empty. Nothing was changed/)
  })

  test('a copy without an embedded database in the data directory is refused', async () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'bulkhead-nowhere-'))
    const there = { BULKHEAD_DATA_DIR: nowhere }
    const { code, stderr } = await runOperator(there, 'copy', '--to', target.postgres?.ownerUrl ?? '')
    assert.equal(code, 1)
    assert.match(stderr, /There is no embedded database in/)
    rmSync(nowhere, { recursive: true })
  })

  test('a copy to a Postgres that does not respond fails', async () => {
    const { code, stderr } = await runOperator(
      source.environment,
      'copy',
      '--to',
      'postgres://a:b@127.0.0.1:1/c',
    )
    assert.equal(code, 1)
    assert.match(stderr, /ECONNREFUSED/)
  })

  /** Runs a statement on the embedded database and returns the one id. */
  async function onSource(statement: string): Promise<string> {
    const pglite = await createPGlite(join(source.environment.BULKHEAD_DATA_DIR as string, 'database'))
    try {
      return (await pglite.query<{ workspace_id: string }>(statement)).rows[0]?.workspace_id ?? ''
    } finally {
      await pglite.close()
    }
  }
})

/** Counts as the superuser, whom no policy confines. */
async function countIn(adminUrl: string | undefined, table: string): Promise<number> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    return Number((await admin.query(`select count(*) as count from bulkhead.${table}`)).rows[0].count)
  } finally {
    await admin.end()
  }
}
