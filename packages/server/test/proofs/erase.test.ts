import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { removeWorkspaces } from '@bulkhead/server/jobs/remove-workspaces'
import { checkpointWhenDue } from '@bulkhead/server/platform/database/pglite/checkpoint'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { withConnection } from '@bulkhead/server/platform/database/roles/confine'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { bothEngines, type Store } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pino from 'pino'

const log = pino({ level: 'silent' })
const [engine] = bothEngines.filter(({ name }) => name === 'pglite')

describe('the files of an embedded database', { skip: engine === undefined && 'needs PGlite' }, () => {
  let store: Store
  let testServer: TestServer
  let tenant: Tenant
  let directory: string

  before(async () => {
    assert.ok(engine)
    store = await engine.createStore()
    testServer = await startTestServer(engine, { store })
    tenant = await testServer.createTenant('Acme')
    directory = join(store.environment.BULKHEAD_DATA_DIR ?? '', 'database')
  })
  after(async () => {
    await testServer?.close()
    store?.remove()
  })

  /** The files that hold these bytes. */
  function holding(bytes: Buffer): string[] {
    return getFiles(directory).filter((file) => readFileSync(file).includes(bytes))
  }

  async function wrappedKey(workspace_id: string): Promise<Buffer> {
    const { database } = testServer.server.services
    const { wrapped_dek } = await asPrincipal(
      database,
      { organization: tenant.organization },
      'read only',
      (tx) =>
        tx
          .selectFrom('workspace_keys')
          .select('wrapped_dek')
          .where('workspace_id', '=', workspace_id)
          .executeTakeFirstOrThrow(),
    )
    return Buffer.from(wrapped_dek)
  }

  test('hold nothing of the data key of a deleted workspace, in tables or log, once it is removed', async () => {
    const { database } = testServer.server.services
    const kept = await testServer.mint(tenant, 'kept')
    // First, middle and last in their page. A plain vacuum would leave the last one's bytes.
    const doomed = []
    for (let index = 0; index < 20; index += 1) doomed.push(await testServer.mint(tenant, `doomed-${index}`))
    for (const index of [0, 10, 19]) {
      const { workspace_id } = doomed[index] as { workspace_id: string }
      const key = await wrappedKey(workspace_id)
      assert.ok(holding(key).length > 0, 'the key is on the disk while its workspace lives')
      const { status } = await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, {
        token: tenant.token,
      })
      assert.equal(status, 200)
      // Within the minute it still exists, at least in the log, and a transaction might still read it.
      await removeWorkspaces(database, log)
      assert.ok(holding(key).length > 0, 'it is not erased before it has settled')
      await removeWorkspaces(database, log, Date.now() + 61_000)
      assert.deepEqual(holding(key), [])
    }
    const key = await wrappedKey(kept.workspace_id)
    assert.ok(holding(key).length > 0, 'the search finds what is there')
  })

  test('stay bounded: the log of transactions is cut once 32 MiB were written', async () => {
    const { database } = testServer.server.services
    const write = (megabytes: number) =>
      withConnection(database, 'superuser', async (connection) => {
        for (let index = 0; index < megabytes; index += 1)
          await sql`select pg_logical_emit_message(false, 'x', repeat('x', 1048576))`.execute(connection)
      })
    await write(8)
    const [before] = getFiles(join(directory, 'pg_wal'))
    await checkpointWhenDue(database)
    assert.equal(getFiles(join(directory, 'pg_wal'))[0], before, 'too early for a checkpoint')
    await write(80)
    await checkpointWhenDue(database)
    const bytes = getFiles(join(directory, 'pg_wal')).reduce((sum, file) => sum + statSync(file).size, 0)
    assert.ok(bytes <= 32 * 1_048_576, `${bytes} bytes of log are left`)
  })
})

const [onPostgres] = bothEngines.filter(({ name }) => name === 'postgres')

test('Postgres vacuums the data keys of deleted workspaces', {
  skip: onPostgres === undefined && 'needs Postgres',
}, async () => {
  assert.ok(onPostgres)
  const store = await onPostgres.createStore()
  const testServer = await startTestServer(onPostgres, { store })
  try {
    const tenant = await testServer.createTenant('Acme')
    const { workspace_id } = await testServer.mint(tenant, 'doomed')
    await testServer.call('DELETE', `/api/v1/workspaces/${workspace_id}`, { token: tenant.token })
    await removeWorkspaces(testServer.server.services.database, log, Date.now() + 61_000)
    await withAdmin(store, (query) =>
      until(async () => {
        const [row] = await query(
          `select sum(vacuum_count)::integer as count from pg_stat_user_tables
           where relname in ('workspace_keys', 'connector_credentials')`,
        )
        return row?.count === 2
      }, 15_000),
    )
  } finally {
    await testServer.close()
    await onPostgres.close()
  }
})

function getFiles(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
