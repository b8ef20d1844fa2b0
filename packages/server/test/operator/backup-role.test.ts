import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines, type Store } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import pg from 'pg'

const engine = engines.find(({ name }) => name === 'postgres')

describe('the backup role', { skip: engine === undefined }, () => {
  let testServer: TestServer
  let store: Store
  let admin: pg.Client

  before(async () => {
    assert.ok(engine)
    store = await engine.createStore()
    testServer = await startTestServer(engine, { store })
    admin = await connect(store.postgres?.adminUrl)
  })
  after(async () => {
    await admin?.end()
    await testServer?.close()
    store?.remove()
    await engine?.close()
  })

  test('reads and adds, and changes or deletes nothing, in every logged table, and reaches no partition itself', async () => {
    const { rows } = await admin.query<{ name: string; is_partition: boolean; rights: string[] }>(`
      select c.relname as name, c.relispartition as is_partition, array(
        select r from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) r
        where has_table_privilege('bulkhead_archivist', c.oid, r) or r in ('select', 'insert', 'update', 'references')
          and has_any_column_privilege('bulkhead_archivist', c.oid, r)
      ) as rights
      from pg_class c where c.relowner = 'bulkhead_owner'::regrole and c.relkind in ('r', 'p')
        and c.relpersistence = 'p'`)
    assert.ok(rows.length > 10)
    assert.ok(rows.some(({ is_partition }) => is_partition))
    for (const { name, is_partition, rights } of rows) {
      const stated = name === 'schema_migrations' ? ['select'] : ['select', 'insert']
      assert.deepEqual(rights, is_partition ? [] : stated, name)
    }
  })

  test('is nobody the login that serves requests could become', async () => {
    const runtime = await connect(store.postgres?.url)
    await assert.rejects(runtime.query('set role bulkhead_archivist'), { code: '42501' })
    await runtime.end()
  })

  test('is not what the login that migrates is by itself', async () => {
    const owner = await connect(store.postgres?.ownerUrl)
    const count = async () =>
      Number((await owner.query('select count(*) as count from bulkhead.organizations')).rows[0].count)
    assert.equal(await count(), 0)
    await owner.query('set role bulkhead_archivist')
    assert.equal(await count(), 1)
    await owner.end()
  })
})

async function connect(url: string | undefined): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}
