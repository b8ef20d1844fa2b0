import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { A, A1, A2, B, B1, seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { sameTenant } from '#platform/database/roles/same-tenant'
import {
  TENANT_TABLES,
  type TenantTable,
  type TenantTransaction,
  unscoped,
} from '#platform/database/roles/tenant-transaction'

const tables = Object.keys(TENANT_TABLES) as TenantTable[]

for (const engine of bothEngines) {
  describe(`a transaction of a tenant on ${engine.name}`, { timeout: 600_000 }, async () => {
    const raw = await openRawDatabase(engine)
    after(async () => {
      await raw.close()
      await engine.close()
    })
    await seedTenants(raw)
    const { database } = raw
    const workspace = { organization: A, workspace: A1 }

    test('each query of each table has the condition of the tenant', async () => {
      const member = { person: A2, levels: new Map(), workspaces: `{${A1}}` }
      for (const scope of [{ organization: A }, workspace, { organization: A, member }]) {
        await asPrincipal(database, scope, 'read only', async (tx) => {
          for (const table of tables) {
            const isOfWorkspace = 'workspace' in scope && TENANT_TABLES[table] === 'workspace'
            const isOfMember = 'member' in scope && TENANT_TABLES[table] === 'workspace'
            const name = table
              .split('.')
              .map((part) => `"${part}"`)
              .join('.')
            const queries = [
              [tx.selectFrom(table as 'connectors').select('organization_id'), name],
              [tx.selectFrom(`${table as 'connectors'} as x`).select('x.organization_id'), '"x"'],
              [tx.deleteFrom(table as 'connectors'), name],
              [tx.updateTable(table as 'connectors').set({ name: 'x' }), name],
            ] as const
            for (const [query, as] of queries) {
              const compiled = query.compile()
              const from = compiled.sql.indexOf(' where ')
              const condition = compiled.sql.slice(from)
              assert.ok(condition.startsWith(` where ${as}."organization_id" = $`), compiled.sql)
              assert.equal(condition.includes(`${as}."workspace_id" = $`), isOfWorkspace, compiled.sql)
              assert.equal(condition.includes(`(${as}."workspace_id" = any($`), isOfMember, compiled.sql)
              assert.ok(compiled.parameters.includes(A))
              assert.equal(compiled.parameters.includes(A1), isOfWorkspace)
            }
          }
        })
      }
    })

    test('the lists of tables are those with an organization, and with a workspace', async () => {
      const { rows } = await raw.admin(`
        select case nspname when 'bulkhead' then relname else nspname || '.' || relname end as name
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where nspname in ('bulkhead', 'identity') and relkind in ('r', 'p') and not relispartition
          and attname = 'organization_id' and not attisdropped order by 1`)
      assert.deepEqual(
        rows.map(({ name }) => name),
        tables.toSorted(),
      )
    })

    test("a tenant's query reads only its own rows, even without policies", async () => {
      // The same statements, run by a login that no policy confines.
      const statements = await asPrincipal(database, workspace, 'read only', async (tx) => [
        tx.selectFrom('connectors').select(['organization_id', 'workspace_id']).compile(),
        tx
          .selectFrom('connectors as c')
          .innerJoin('workspaces as w', sameTenant('w', 'c', 'workspace_id'))
          .select(['w.organization_id', 'w.workspace_id'])
          .compile(),
      ])
      for (const { sql: text, parameters } of statements) {
        const filled = text.replace(/\$(\d)/g, (_, place) => `'${parameters[place - 1]}'`)
        const { rows } = await raw.admin(filled.replaceAll(/(from|join) "/g, '$1 bulkhead."'))
        assert.ok(rows.length > 0)
        for (const row of rows) assert.deepEqual([row.organization_id, row.workspace_id], [A, A1])
      }
    })

    test('a change without a condition of its own changes no row of another tenant', async () => {
      const namesIn = (scope: { organization: string; workspace: string }) =>
        asPrincipal(database, scope, 'read only', (tx) =>
          tx.selectFrom('connectors').select('name').execute(),
        )
      const others = [
        { organization: A, workspace: A2 },
        { organization: B, workspace: B1 },
      ]
      const before = await Promise.all(others.map(namesIn))
      await asPrincipal(database, workspace, 'read write', async (tx) => {
        await tx.updateTable('connectors').set({ name: 'changed' }).execute()
      })
      assert.deepEqual(await Promise.all(others.map(namesIn)), before)
      assert.deepEqual(new Set((await namesIn(workspace)).map(({ name }) => name)), new Set(['changed']))
    })

    test('rows without a tenant cannot be read in it', async () => {
      await asPrincipal(database, workspace, 'read only', async (tx) => {
        assert.throws(() => tx.selectFrom('signing_keys'), /no rows of a tenant/)
        assert.throws(() => tx.selectFrom('identity.sessions'), /no rows of a tenant/)
      })
    })

    test('tables that are named together have a condition each, and a callback gets no query without one', async () => {
      await asPrincipal(database, workspace, 'read only', async (tx) => {
        const { sql: text, parameters } = tx
          .selectFrom(['connectors as c', 'workspaces as w'])
          .select(['c.name', 'w.workspace_id'])
          .compile()
        for (const alias of ['c', 'w']) {
          assert.match(text, new RegExp(`"${alias}"."organization_id" = \\$`))
          assert.match(text, new RegExp(`"${alias}"."workspace_id" = \\$`))
        }
        assert.deepEqual(parameters, [A, A1, A, A1])
        assert.throws(
          () => tx.selectFrom(({ selectFrom }) => selectFrom('connectors').select('name').as('x')),
          /a query of the transaction/,
        )
      })
    })

    test('queries without a condition do not compile', async () => {
      await asPrincipal(database, workspace, 'read only', async (tx) => {
        // @ts-expect-error: not the transaction that an operator has
        const operators: ConfinedTransaction = tx
        assert.ok(operators)
        // @ts-expect-error: common table expressions have no condition
        assert.equal(tx.with, undefined)
        // @ts-expect-error: neither has a merge
        assert.equal(tx.mergeInto, undefined)
        assert.throws(() => unscoped({ scope: workspace } as TenantTransaction), TypeError)
        await sql`select 1`.execute(tx)
      })
    })
  })
}
