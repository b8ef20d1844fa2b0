import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { openRawDatabase } from '@bulkhead/testing/sql-matrix/raw-database'
import { A, A1, A2, B, B1, seedTenants } from '@bulkhead/testing/sql-matrix/tenants'
import { sql } from 'kysely'
import { prepared } from '#platform/database/prepared'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { unscoped } from '#platform/database/roles/tenant-transaction'

/** Number of runs after which Postgres has made a plan for all values: it makes one for the sixth run. */
const PAST_GENERIC_PLAN = 8

for (const engine of bothEngines) {
  suite(`a prepared query on ${engine.name}`, { timeout: 600_000 }, async () => {
    const raw = await openRawDatabase(engine)
    after(async () => {
      await raw.close()
      await engine.close()
    })
    await seedTenants(raw)
    const { database } = raw
    // Queries without a tenant's id, so that only the policies hide the rows of other tenants.
    const connectorsSince = prepared((tx, { since }: { since: Date }) =>
      unscoped(tx)
        .selectFrom('connectors')
        .select(['organization_id', 'workspace_id'])
        .where('created_at', '>=', since)
        .orderBy('workspace_id'),
    )
    const since = new Date(0)

    test('a prepared query returns each principal its own rows, no matter who ran it before on the connection', async () => {
      const principals = [
        { organization: A, workspace: A1 },
        { organization: B, workspace: B1 },
        { organization: A },
        { organization: A, workspace: A2 },
        { organization: B },
      ]
      const seen = new Map<object, number>()
      for (let round = 0; round < PAST_GENERIC_PLAN; round += 1) {
        // Runs each several times, so that the plan made for one tenant is cached when the next one comes.
        for (const principal of principals) {
          for (let time = 0; time < PAST_GENERIC_PLAN; time += 1) {
            const rows = await asPrincipal(database, principal, 'read only', (tx) =>
              connectorsSince(tx, { since }),
            )
            assert.ok(rows.length > 0)
            assert.equal(seen.get(principal) ?? rows.length, rows.length)
            seen.set(principal, rows.length)
            for (const { organization_id, workspace_id } of rows) {
              assert.equal(organization_id, principal.organization)
              if (principal.workspace !== undefined) assert.equal(workspace_id, principal.workspace)
            }
          }
        }
      }
    })

    test('a prepared query returns rows for the parameters of this call', async () => {
      const organization = { organization: A }
      const run = (given: Date) =>
        asPrincipal(database, organization, 'read only', (tx) => connectorsSince(tx, { since: given }))
      assert.ok((await run(since)).length > 0)
      assert.deepEqual(await run(new Date('2100-01-01')), [])
    })

    test('only a prepared query is cached under a name', async () => {
      const kept = await asPrincipal(database, { organization: A }, 'read only', async (tx) => {
        await connectorsSince(tx, { since })
        await connectorsSince(tx, { since })
        const { rows } = await sql<{ statement: string }>`
          select statement from pg_prepared_statements where name like 'prepared%'`.execute(tx)
        return rows.map(({ statement }) => statement)
      })
      assert.ok(kept.some((statement) => statement.includes('"created_at" >= $1')))
      assert.ok(!kept.some((statement) => statement.includes('pg_prepared_statements')))
    })

    test('a prepared query with a literal value is refused', async () => {
      const wrong = prepared((tx, { since: given }: { since: Date }) =>
        tx
          .selectFrom('connectors')
          .select('name')
          .where('created_at', '>=', given)
          .where('workspace_id', '=', A1),
      )
      await assert.rejects(
        asPrincipal(database, { organization: A }, 'read only', (tx) => wrong(tx, { since })),
        /no parameters but what it is given/,
      )
    })
  })
}
