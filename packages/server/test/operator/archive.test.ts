import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openMigratedPGlite } from '@bulkhead/testing/migrated-pglite'
import type { PGlite } from '@electric-sql/pglite'
import { archiveLines } from '#operator/archive/archive-lines'
import { readTables } from '#operator/archive/archive-tables'
import { loadArchive } from '#operator/archive/load-archive'
import { confinedPGlite } from '#platform/database/pglite/open-pglite'
import { type OwnerConnection, ownerOfPGlite } from '#platform/database/postgres/owner-connection'
import { type ArchiveTransaction, asBackupRole, inSnapshot } from '#platform/database/roles/as-backup-role'
import type { Database } from '#platform/database/roles/confine'
import { migrate } from '#platform/database/schema/migrate'

/** Columns that a later migration might add: every kind of value that JSON would distort. */
const LATER = `
  create table bulkhead.values_of_all_kinds (
    id integer primary key,
    parent integer references bulkhead.values_of_all_kinds,
    big bigint, exact numeric, whole double precision, at timestamptz, span interval, list text[],
    document jsonb, bytes bytea, made xid8 not null default pg_current_xact_id(),
    twice integer generated always as (id * 2) stored
  );
  create table bulkhead."a child, Quoted" ("An id" integer primary key references bulkhead.values_of_all_kinds);
  alter table bulkhead.values_of_all_kinds enable row level security;
  alter table bulkhead.values_of_all_kinds force row level security;
  alter table bulkhead."a child, Quoted" enable row level security;
  alter table bulkhead."a child, Quoted" force row level security;
`
const ROWS = `
  insert into bulkhead.values_of_all_kinds (id, parent, big, exact, whole, at, span, list, document, bytes) values
    (1, null, 9007199254740993, 0.10000000000000000000001, 0.1::double precision + 0.2, '2026-11-25 01:02:03.123456+00',
     '1 mon 2 days 00:00:00.000001', array['a"b', null, '', 'null', E'\\\\'], '{"b": 1e400, "a": "\\u2028"}', '\\x00ff0a'),
    (2, 1, null, 'NaN', 'Infinity', 'infinity', null, '{}', 'null', ''),
    (3, 2, null, null, null, '-infinity', '-3 years', null, null, null);
  insert into bulkhead."a child, Quoted" values (3);
`

const READ = `select (to_jsonb(v) - 'made')::text as row from bulkhead.values_of_all_kinds v order by id`

async function open(): Promise<{ pglite: PGlite; owner: OwnerConnection; database: Database }> {
  const pglite = await openMigratedPGlite()
  const database = await confinedPGlite(pglite)
  await pglite.exec('reset role')
  return { pglite, owner: ownerOfPGlite(pglite), database }
}

async function collect(tx: ArchiveTransaction): Promise<string[][]> {
  const batches: string[][] = []
  for await (const batch of archiveLines(tx, 'test')) batches.push(batch)
  return batches
}

async function* from(batches: string[][]): AsyncGenerator<string[]> {
  yield* batches
}

describe('an archive', () => {
  let source: Awaited<ReturnType<typeof open>>
  let target: Awaited<ReturnType<typeof open>>
  let batches: string[][]

  before(async () => {
    source = await open()
    target = await open()
    for (const { pglite, owner } of [source, target]) {
      await pglite.exec(`set role bulkhead_owner; ${LATER} reset role`)
      // Migrates as at a start. Only the new table needs anything.
      await migrate(owner)
    }
    await source.pglite.exec(`set role none; ${ROWS}`)
    batches = await asBackupRole(source.owner, 'read only', collect)
  })
  after(async () => {
    await source?.pglite.close()
    await target?.pglite.close()
  })

  test('an archive has every table except sessions and links, each after those it refers to', async () => {
    const { rows } = await source.pglite.query<{ name: string }>(
      `select schemaname || '.' || tablename as name from pg_tables
       where tableowner = 'bulkhead_owner' and tablename <> 'schema_migrations'
         and not exists (select from pg_inherits where inhrelid = format('%I.%I', schemaname, tablename)::regclass) order by 1`,
    )
    const header = JSON.parse(batches[0]?.[0] ?? '') as { tables: { name: string; rows: number }[] }
    const names = header.tables.map(({ name }) => name)
    // Restored, a session that was ended or a link that was used up would count again.
    const leftOut = [
      ...[
        'identity.sessions',
        'identity.session_origins',
        'identity.passkey_sessions',
        'identity.sign_up_links',
      ],
      ...['identity.agent_grants', 'identity.agent_rows', 'bulkhead.rate_limits'],
    ]
    assert.deepEqual([...names, ...leftOut].sort(), rows.map(({ name }) => name).sort())
    assert.ok(names.indexOf('bulkhead.connectors') < names.indexOf('bulkhead.connector_credentials'))
    assert.ok(names.indexOf('bulkhead.tool_calls') < names.indexOf('bulkhead.tool_call_intents'))
    assert.ok(names.indexOf('bulkhead.keyring_versions') < names.indexOf('bulkhead.workspace_keys'))
    assert.equal(header.tables.find(({ name }) => name === 'bulkhead.values_of_all_kinds')?.rows, 3)
  })

  test('brings every value as it was, to the last digit', async () => {
    await asBackupRole(target.owner, 'read write', (tx) => loadArchive(tx, from(batches)))
    const of = async ({ pglite }: typeof source) => (await pglite.query(READ)).rows
    assert.deepEqual(await of(target), await of(source))
    assert.equal((await of(target)).length, 3)
  })

  test('that is loaded twice leaves everything as it was', async () => {
    await assert.rejects(
      asBackupRole(target.owner, 'read write', (tx) => loadArchive(tx, from(batches))),
      /duplicate key/,
    )
    assert.equal((await target.pglite.query(READ)).rows.length, 3)
  })

  test('with fewer rows than it states is not kept', async () => {
    const empty = await open()
    await empty.pglite.exec(`set role bulkhead_owner; ${LATER} reset role`)
    await migrate(empty.owner)
    const short = batches.map((batch, index) => (index === batches.length - 1 ? batch.slice(0, -1) : batch))
    await assert.rejects(
      asBackupRole(empty.owner, 'read write', (tx) => loadArchive(tx, from(short))),
      /Not every row arrived/,
    )
    assert.equal((await empty.pglite.query(READ)).rows.length, 0)
    await empty.pglite.close()
  })

  test('an archive is refused by a schema with other columns', async () => {
    await target.pglite.exec('alter table bulkhead.values_of_all_kinds add column later text')
    await assert.rejects(
      asBackupRole(target.owner, 'read write', (tx) => loadArchive(tx, from(batches))),
      /values_of_all_kinds of the archive does not fit/,
    )
  })

  test('an archive is not made of a schema with data that it would lose', async () => {
    await target.pglite.exec('set role bulkhead_owner; create sequence bulkhead.counter; reset role')
    await assert.rejects(
      asBackupRole(target.owner, 'read only', readTables),
      /do not carry sequences: counter/,
    )
  })

  test('an archive is one snapshot, in a read-only transaction', async () => {
    const { database, pglite } = source
    await pglite.exec('set role bulkhead_nobody')
    await assert.rejects(
      inSnapshot(database, (tx) => tx.query(`insert into organizations values (gen_random_uuid(), 'x')`)),
      { code: '25006' },
    )
    // After this the session has no rights again.
    assert.equal(
      (await pglite.query<{ role: string }>('select current_user::text as role')).rows[0]?.role,
      'bulkhead_nobody',
    )
    await pglite.exec('reset role')
  })
})
