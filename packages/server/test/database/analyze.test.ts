import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { A, seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { sql } from 'kysely'
import { withConnection } from '#platform/database/roles/confine'
import { analyzeWhenDue } from '#platform/database/schema/analyze'

const [engine] = bothEngines.filter(({ name }) => name === 'pglite')

suite('statistics of an embedded database', { skip: engine === undefined && 'needs PGlite' }, async () => {
  assert.ok(engine)
  const raw = await openRawDatabase(engine)
  after(() => raw.close())
  await seedTenants(raw)
  const { database } = raw

  const grow = (from: number, to: number) =>
    withConnection(database, 'superuser', (connection) =>
      sql`
        with made as (select gen_random_uuid() as id, 'grown ' || n as name from generate_series(${from}::int, ${to}::int) n),
          named as (insert into bulkhead.workspace_names (organization_id, name, workspace_id) select ${A}::uuid, name, id from made)
        insert into bulkhead.workspaces (organization_id, workspace_id, name, name_folded)
        select ${A}::uuid, id, name, name from made`.execute(connection),
    )
  const counted = async (table: string) => {
    const { rows } = await withConnection(database, 'superuser', (connection) =>
      sql<{ rows: number }>`
        select reltuples as rows from pg_class where oid = ${`bulkhead.${table}`}::regclass`.execute(
        connection,
      ),
    )
    return Number(rows[0]?.rows)
  }
  const analyzeAll = async () => {
    let tables = 0
    while (await analyzeWhenDue(database)) tables += 1
    return tables
  }
  test('statistics exist for every table with rows, and then nothing is due', async () => {
    assert.equal(await counted('workspaces'), -1)
    assert.ok((await analyzeAll()) > 5)
    assert.ok((await counted('workspaces')) > 0)
    assert.equal(await analyzeAll(), 0)
  })

  test('statistics are collected again only for a table that has grown by more than a tenth', async () => {
    await grow(1, 2_000)
    // A killed process loses the engine's count of changes.
    await withConnection(database, 'superuser', (connection) =>
      sql`select pg_stat_reset()`.execute(connection),
    )
    assert.ok((await analyzeAll()) >= 2)
    assert.ok((await counted('workspaces')) >= 2_000)
    assert.ok((await counted('workspace_names')) >= 2_000)
    await grow(2_001, 2_030)
    assert.equal(await analyzeAll(), 0)
  })
})
