import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { isInPart, isInSample } from '@bulkhead/testing/sample'
import { readPolicies, readTables, readWalls } from '@bulkhead/testing/sql-matrix/catalogue'
import { getMutations } from '@bulkhead/testing/sql-matrix/mutations'
import { openRawDatabase, type RawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { runMatrix } from '@bulkhead/testing/sql-matrix/run-matrix'
import { seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { rights, WITHOUT_POLICIES } from './rights.ts'

/** Sampling rate: 1 of this many walls is broken in the sample. Each engine breaks others. */
const ONE_OF = 20

for (const [at, engine] of bothEngines.entries()) {
  describe(`the walls on ${engine.name}`, () => {
    let raw: RawDatabase
    before(async () => {
      raw = await openRawDatabase(engine)
      await seedTenants(raw)
    })
    after(async () => {
      await raw?.close()
      await engine.close()
    })

    test('every table has row security, forced, and a policy; a partition has no policy', async () => {
      const policies = await readPolicies(raw)
      const open = (await readTables(raw))
        .filter(
          ({ name, rowSecurity, isPartition }) =>
            !rowSecurity.enabled ||
            !rowSecurity.forced ||
            policies.some(({ table }) => table === name) === isPartition,
        )
        .map(({ name }) => name)
      assert.deepEqual(open, WITHOUT_POLICIES)
    })

    test('the rights name every table and no other', async () => {
      const tables = (await readTables(raw)).filter(({ isPartition }) => !isPartition).map(({ name }) => name)
      assert.deepEqual(
        Object.keys(rights).sort(),
        tables.filter((name) => !WITHOUT_POLICIES.includes(name)),
      )
    })

    test('partitions have row security, forced, no policy and no rights of anyone but the owner', async () => {
      const { rows } = await raw.admin(`
        select count(*)::integer as partitions, count(*) filter (
          where not relrowsecurity or not relforcerowsecurity or relacl is not null
            or relowner <> 'bulkhead_owner'::regrole or exists (select from pg_policy where polrelid = c.oid)
            or exists (select from pg_attribute where attrelid = c.oid and attacl is not null)
        )::integer as open
        from pg_class c where relispartition and relkind = 'r' and relnamespace = 'bulkhead'::regnamespace`)
      const [{ partitions, open } = {}] = rows
      assert.ok(Number(partitions) >= 16)
      assert.equal(open, 0)
    })

    test('functions run as the owner only where the operator may call them, which hands in no names', async () => {
      const { rows } = await raw.admin(`
        select proname::text as name, prosecdef as as_owner, coalesce(proconfig::text, '') ~ 'search_path=bulkhead, pg_temp' as fixed,
          pg_get_function_identity_arguments(oid) as arguments,
          (select json_agg(grantee::regrole::text) from aclexplode(proacl) where grantee <> proowner) as callers
        from pg_proc where pronamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) order by prosecdef, proname`)
      const operator = { as_owner: true, fixed: true, callers: ['bulkhead_operator'] }
      assert.deepEqual(
        rows.filter(({ as_owner }) => as_owner),
        [
          { name: 'add_partitions', ...operator, arguments: 'series text, as_of timestamp with time zone' },
          {
            name: 'drop_partitions',
            ...operator,
            arguments: 'series text, before timestamp with time zone',
          },
          { name: 'note_transactions', ...operator, arguments: '' },
        ],
      )
      assert.deepEqual(
        rows
          .filter(({ as_owner, callers }) => !as_owner && callers !== null)
          .map(({ name, callers }) => ({ name, callers })),
        [{ name: 'reached', callers: ['bulkhead_member'] }],
      )
    })

    test('nothing but tables, their indexes and these functions is in the schema, and none of it is PUBLIC', async () => {
      // A view or another function would read with the rights of its owner.
      const { rows } = await raw.admin(`
        select relname::text as name from pg_class
          where relnamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace) and relkind not in ('r', 'i', 'p', 'I')
        union all
          select proname::text from pg_proc
          where pronamespace in ('bulkhead'::regnamespace, 'identity'::regnamespace)
            and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))
        union all
          select table_name::text from information_schema.role_table_grants
          where table_schema in ('bulkhead', 'identity') and grantee = 'PUBLIC'
        union all
          select 'usage of the schema' from pg_namespace, aclexplode(nspacl) as entry
          where nspname in ('bulkhead', 'identity') and entry.grantee = 0`)
      assert.deepEqual(rows, [])
    })

    test('no role of ours can log in, inherits, bypasses policies or is a member of another', async () => {
      const { rows } = await raw.admin(`
        select rolname::text as role from pg_roles
          where rolname like 'bulkhead\\_%'
            and (rolcanlogin or rolinherit or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
        union all
          select m.rolname::text from pg_auth_members a
          join pg_roles m on m.oid = a.member
          where m.rolname like 'bulkhead\\_%'`)
      assert.deepEqual(rows, [])
    })

    test('every table, verb and column answers each role as stated', async (t) => {
      const { cells, faults } = await runMatrix(raw, rights)
      t.diagnostic(`${engine.name}: ${cells} cells, ${faults.filter(({ leak }) => leak).length} leaks`)
      assert.deepEqual(faults, [])
    })

    test('every broken wall is noticed', async (t) => {
      const unnoticed: string[] = []
      const walls = await readWalls(raw)
      const all = await getMutations(raw, rights)
      const mutations = all.filter((_, place) => isInSample(place + 10 * at, ONE_OF) && isInPart(place))
      for (const { name, table, roles, apply, restore } of mutations) {
        await raw.admin(`set search_path = bulkhead; ${apply}`)
        const { faults } = await runMatrix(raw, rights, { table, roles, untilFault: true })
        if (faults.length === 0) unnoticed.push(name)
        await raw.admin(restore)
      }
      t.diagnostic(
        `${engine.name}: ${mutations.length} of ${all.length} mutations, ${unnoticed.length} unnoticed`,
      )
      assert.ok(mutations.length > 0)
      assert.deepEqual(unnoticed, [])
      assert.deepEqual(await readWalls(raw), walls, 'every wall was mended')
    })
  })
}
