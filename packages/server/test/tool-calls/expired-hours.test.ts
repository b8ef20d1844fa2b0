import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRecordExpiry } from '@bulkhead/server/jobs/expire-records'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { engines, type Store } from '@bulkhead/testing/engines'
import { recordStatements, type StatementRecorder } from '@bulkhead/testing/plans/record-statements'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const KEPT_HOURS = 50
/** Number of rows of an hour. */
const PARTS = 30

for (const engine of engines) {
  describe(`hours past their retention on ${engine.name}`, () => {
    let recorder: StatementRecorder
    let testServer: TestServer
    let store: Store

    before(async () => {
      recorder = recordStatements()
      store = await engine.createStore()
      await (await startTestServer(engine, { store })).close()
      // Without nested loops a planner reads all rows if any plan does, and not only where it takes them for few.
      await withAdmin(store, (query) =>
        query(
          `do $$ begin execute format('alter database %I set enable_nestloop = off', current_database()); end $$`,
        ),
      )
      testServer = await startTestServer(engine, { store })
    })
    after(async () => {
      recorder.stop()
      await testServer?.close()
      store?.remove()
      await engine.close()
    })

    test('are deleted, and the hours that are kept are not read for it', async () => {
      const { database, log } = testServer.server.services
      const tenant = await testServer.createTenant('Counted')
      const settings = { tool_call_retention_days: 10 }
      await testServer.call('PUT', '/api/v1/organization', { token: tenant.token, body: settings })
      const addHours = (first: number, count: number) =>
        asPrincipal(database, tenant, 'read write', (tx) =>
          sql`
            with hours as (
              select date_trunc('hour', now() - make_interval(hours => i)) as hour, part
              from generate_series(${first}::integer, ${first + count - 1}::integer) i,
                generate_series(1, ${PARTS}::integer) part
            ), own as (
              insert into tool_call_hours (organization_id, hour, part, calls, errors, whole_classes, whole_calls,
                upstream_classes, upstream_calls)
              select ${tenant.organization}::uuid, hour, part, 1, 0, '{}', '{}', '{}', '{}' from hours
            )
            insert into workspace_call_hours (organization_id, hour, part, workspace_id, calls, errors)
            select ${tenant.organization}::uuid, hour, part, gen_random_uuid(), 1, 0 from hours`.execute(tx),
        )
      const countRows = () =>
        asPrincipal(database, tenant, 'read only', async (tx) => {
          const { rows } = await sql<{ own: number; divided: number }>`
            select (select count(*)::integer from tool_call_hours) as own,
              (select count(*)::integer from workspace_call_hours) as divided`.execute(tx)
          return [rows[0]?.own, rows[0]?.divided]
        })
      await addHours(0, KEPT_HOURS)
      await addHours(10 * 24 + 2, 20)

      const expireRecords = createRecordExpiry(database, log)
      while (await expireRecords());
      const kept = KEPT_HOURS * PARTS
      assert.deepEqual(await countRows(), [kept, kept])

      recorder.label = 'job retention'
      while (await expireRecords());
      recorder.label = undefined
      assert.deepEqual(recorder.unexplained, [])
      const read = recorder.statements
        .flatMap(({ scans }) => scans)
        .filter(({ table }) => table.endsWith('_call_hours'))
      assert.ok(read.length > 0)
      assert.deepEqual(
        read.filter(({ rows, removed }) => rows + removed > 0),
        [],
      )
    })
  })
}
