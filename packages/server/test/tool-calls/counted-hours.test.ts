import assert from 'node:assert/strict'
import { after, before as beforeAll, describe, test } from 'node:test'
import { createCallCount } from '@bulkhead/server/jobs/count-calls'
import { LANES } from '@bulkhead/server/platform/database/lanes'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { forPurpose } from '@bulkhead/server/platform/database/roles/for-purpose'
import { firstIdAt } from '@bulkhead/server/platform/keyset'
import { countCalls } from '@bulkhead/server/records/tool-calls/count-calls'
import { countHours } from '@bulkhead/server/records/tool-calls/count-hours'
import { countWorkspaceHours } from '@bulkhead/server/records/tool-calls/count-workspace-hours'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'
import pg from 'pg'

const STATISTICS = '/api/v1/tool-calls/statistics'
const GROUPS = '/api/v1/tool-calls/groups'
const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Days, buckets, and milliseconds that are left out at the beginning. */
const SPANS = [
  [3, 60, 0],
  [3, 7, 1_234_567],
  [2, 1, 0],
  [3, 200, 0],
] as const

for (const engine of engines) {
  describe(`calls counted by the hour on ${engine.name}`, () => {
    let testServer: TestServer

    beforeAll(async () => {
      testServer = await startTestServer(engine)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('a chart is the same before and after its hours are counted, and late calls are in it', async () => {
      const { database } = testServer.server.services
      const counted = await testServer.createTenant('Counted')
      // Within every retention.
      const begin = Math.floor(Date.now() / DAY_MS - 6) * DAY_MS
      const people = [crypto.randomUUID(), crypto.randomUUID()]
      const workspaces = Array.from({ length: 6 }, () => crypto.randomUUID())
      const add = (first: number, last: number) =>
        asPrincipal(database, counted, 'read write', (tx) =>
          sql`
            insert into tool_calls (organization_id, call_id, at, definition_id, entity, action, status, code, duration_ms,
              upstream_ms, request_id, person_id, token_kind, source, workspace_id)
            select ${counted.organization}::uuid,
              (lpad(to_hex(${begin}::bigint + i * 97000), 12, '0') || '70008' || substr(md5(i || ' ' || random()), 1, 15))::uuid,
              ${new Date(begin)}::timestamptz + i * interval '97 seconds',
              case when i % 3 > 0 then ${people[0]}::uuid end, case when i % 2 = 0 then 'things' else 'parts' end,
              case when i % 11 > 0 then 'list' end, case when i % 7 = 0 then 'error' else 'success' end,
              case when i % 7 = 0 then 'upstream_error' end, i % 1000, case when i % 5 > 0 then i % 300 end,
              gen_random_uuid(), case when i % 2 = 0 then ${people[0]}::uuid else ${people[1]}::uuid end, 'person', 'http',
              (${workspaces}::uuid[])[i % 9]
            from generate_series(${first}::integer, ${last}::integer) i`.execute(tx),
        )
      const queries = [
        {},
        { status: 'error' },
        { status: 'success' },
        { code: 'upstream_error' },
        { entity: 'things' },
        { operation_contains: 'parts.L' },
        { person_id: people[0] },
        { definition_id: people[0], entity: 'parts' },
      ]
      const chart = async (query: Record<string, string | undefined>, path = STATISTICS) => {
        const { body, text } = await testServer.call(
          'GET',
          `${path}?${new URLSearchParams(query as Record<string, string>)}`,
          {
            token: counted.token,
          },
        )
        assert.ok(body.data, text)
        return body.data as { calls: number }[]
      }
      const charts = async () => {
        const all = []
        for (const query of queries)
          for (const [days, buckets, skipped] of SPANS)
            all.push(await chart({ ...query, ...getSpan(begin, days, skipped), buckets: String(buckets) }))
        return all
      }
      // All groups with their number of calls and errors, and those beyond a limit together.
      const groups = async () => {
        const all = []
        for (const [days, buckets, skipped] of SPANS.slice(1))
          for (const limit of ['2', '50']) {
            const { body, text } = await testServer.call(
              'GET',
              `${GROUPS}?${new URLSearchParams({
                by: 'workspace',
                limit,
                buckets: String(buckets),
                ...getSpan(begin, days, skipped),
              })}`,
              { token: counted.token },
            )
            assert.equal(body.data?.length, Math.min(Number(limit), 7), text)
            all.push(body)
          }
        const span = { buckets: '7', ...getSpan(begin, 3, 1_234_567) }
        for (const by of ['service', 'caller', 'status', 'code'])
          for (const query of queries) all.push(await chart({ ...query, by, limit: '1', ...span }, GROUPS))
        for (const status of [{}, { status: 'error' }, { status: 'success' }]) {
          all.push(await chart({ by: 'workspace', limit: '3', ...status, ...span }, GROUPS))
          const of = { by: 'workspace', keys: workspaces.slice(0, 3).join(',') }
          all.push(await chart({ ...of, ...status, ...span }, GROUPS))
        }
        return all
      }
      const hours = () =>
        asPrincipal(database, counted, 'read only', async (tx) => {
          const { rows } = await sql<{ calls: number }>`
            select coalesce(sum(calls), 0)::integer as calls from tool_call_hours
            where organization_id = ${counted.organization}::uuid and part = 0`.execute(tx)
          return rows[0]?.calls
        })
      const workspaceHours = () =>
        asPrincipal(database, counted, 'read only', async (tx) => {
          const { rows } = await sql<{ calls: number }>`
            select coalesce(sum(calls), 0)::integer as calls from workspace_call_hours
            where organization_id = ${counted.organization}::uuid`.execute(tx)
          return rows[0]?.calls
        })
      // A job of the server may count at the same time, and then holds the row.
      const countAll = () =>
        until(async () => {
          while (await countHours(database, counted.organization)) {}
          while (await countWorkspaceHours(database, counted.organization)) {}
          const [row] = await asPrincipal(database, counted, 'read only', (tx) =>
            tx.selectFrom('tool_call_counting').selectAll().execute(),
          )
          const isOver = (hour: Date | null | undefined) =>
            hour != null && row !== undefined && hour > row.newest_hour
          return isOver(row?.counted_until) && isOver(row?.workspaces_until)
        })
      const usage = async () => {
        const { body } = await testServer.call('GET', '/api/v1/organization/usage', { token: counted.token })
        return body.calls_30d as number
      }
      await add(0, 2_000)
      const before = await charts()
      assert.equal(await usage(), 2_001)
      for (const atOnce of [1, 500, 2_001, 2_002])
        assert.equal(
          await countCalls(database, counted, begin, Date.now(), atOnce),
          2_001,
          `${atOnce} at once`,
        )
      assert.equal(sum(before[0]), 2_001)
      // The row as the last version leaves it.
      await asPrincipal(database, counted, 'read write', (tx) =>
        tx.updateTable('tool_call_counting').set({ workspaces_until: null }).execute(),
      )
      const groupsBefore = await groups()
      await countAll()
      assert.equal(await workspaceHours(), 2_001)
      assert.deepEqual(await groups(), groupsBefore)
      assert.equal(await hours(), 2_001)
      assert.deepEqual(await charts(), before)
      assert.equal(await usage(), 2_001)

      // After a late call its hour is counted again, and the calls after that hour are read.
      await add(500, 500)
      const late = await charts()
      assert.equal(sum(late[0]), 2_002)
      assert.equal(await usage(), 2_002)
      const groupsLate = await groups()
      assert.notDeepEqual(groupsLate, groupsBefore)
      await countAll()
      assert.equal(await workspaceHours(), 2_002)
      assert.deepEqual(await groups(), groupsLate)
      assert.equal(await hours(), 2_002)
      assert.deepEqual(await charts(), late)
      assert.equal(await countHours(database, counted.organization), false)

      // Without the counts nothing is left: the calls of counted hours are not read.
      await asPrincipal(database, counted, 'read write', (tx) => tx.deleteFrom('tool_call_hours').execute())
      assert.equal(await usage(), 0)
      const span = getSpan(begin, 3, 0)
      for (const by of ['service', 'caller', 'status', 'code'])
        assert.deepEqual(await chart({ by, operation_contains: 'parts', ...span }, GROUPS), [], by)
      await asPrincipal(database, counted, 'read write', (tx) =>
        tx.deleteFrom('workspace_call_hours').execute(),
      )
      for (const query of [{}, { status: 'error' }, { status: 'success' }])
        assert.deepEqual(
          await chart({ by: 'workspace', ...query, ...span }, GROUPS),
          [],
          JSON.stringify(query),
        )
    })

    test('workspaces have the same order by failed calls before and after these are counted', async () => {
      const { database } = testServer.server.services
      const tenant = await testServer.createTenant('Failing')
      const [few, many] = [await testServer.mint(tenant, 'few'), await testServer.mint(tenant, 'many')]
      await testServer.mint(tenant, 'none')
      const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
      const add = (workspace_id: string, atMs: number, calls: number) =>
        asPrincipal(database, tenant, 'read write', (tx) =>
          sql`
            insert into tool_calls (organization_id, call_id, at, status, code, duration_ms, request_id, person_id,
              token_kind, source, workspace_id)
            select ${tenant.organization}::uuid,
              (lpad(to_hex(${atMs}::bigint), 12, '0') || '70008' || substr(md5(random()::text), 1, 15))::uuid,
              ${new Date(atMs)}, 'error', 'upstream_error', 1, gen_random_uuid(), gen_random_uuid(), 'person', 'http',
              ${workspace_id}::uuid
            from generate_series(1, ${calls}::integer)`.execute(tx),
        )
      await add(few.workspace_id, hour - 30 * HOUR_MS, 9)
      await add(few.workspace_id, hour - 3 * HOUR_MS, 2)
      await add(few.workspace_id, hour, 1)
      await add(many.workspace_id, hour - 3 * HOUR_MS, 4)
      const names = async () => {
        const { body } = await testServer.call('GET', '/api/v1/workspaces?sort=-errors', {
          token: tenant.token,
        })
        return body.data.map(({ name }: { name: string }) => name)
      }
      assert.deepEqual(await names(), ['many', 'few'])
      const getCounted = () =>
        asPrincipal(database, tenant, 'read only', (tx) =>
          tx.selectFrom('tool_call_counting').select('workspaces_until as until').executeTakeFirst(),
        )
      await until(async () => {
        while (await countWorkspaceHours(database, tenant.organization)) {}
        return ((await getCounted())?.until?.getTime() ?? 0) >= hour - HOUR_MS
      })
      assert.deepEqual(await names(), ['many', 'few'])
    })

    // The embedded database has no time limits.
    if (engine.name === 'postgres')
      test('several hours are counted in less time than a writer of calls waits, a single one may take longer', async () => {
        const { database } = testServer.server.services
        const tenant = await testServer.createTenant('Slow')
        const shared = forPurpose(database, { lane: 'jobs', name: 'count calls' })
        const admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl ?? '' })
        await admin.connect()
        const tables = ['tool_call_hours', 'workspace_call_hours']
        /** Limit of a statement of a count, in milliseconds. */
        const getLimit = async (counting: typeof countHours, most?: number) => {
          let limit: number | undefined
          await until(async () => {
            // Without an error a job of the server holds the row.
            const error = await counting(shared, tenant.organization, most).then(
              () => undefined,
              (thrown: Error) => thrown,
            )
            const [, found] = /^limit (\d+)$/.exec(error?.message ?? '') ?? []
            if (found !== undefined) limit = Number(found)
            return limit !== undefined
          })
          return limit ?? 0
        }
        try {
          await admin.query(`
            create function bulkhead.raise_limit() returns trigger language plpgsql as $$
            begin
              raise 'limit %', (select setting from pg_settings where name = 'statement_timeout');
            end $$`)
          for (const table of tables)
            await admin.query(
              `create trigger raise_limit before insert on bulkhead.${table} for each row
                when (new.organization_id = '${tenant.organization}') execute function bulkhead.raise_limit()`,
            )
          const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
          for (const hours of [3, 2])
            await asPrincipal(database, tenant, 'read write', (tx) =>
              sql`
                insert into tool_calls (organization_id, call_id, at, status, duration_ms, request_id, person_id,
                  token_kind, source, workspace_id)
                values (${tenant.organization}::uuid,
                  (lpad(to_hex(${hour - hours * HOUR_MS}::bigint), 12, '0') || '70008000000000000000')::uuid,
                  ${new Date(hour - hours * HOUR_MS)}, 'success', 1, gen_random_uuid(), gen_random_uuid(), 'person',
                  'http', gen_random_uuid())`.execute(tx),
            )
          for (const counting of [countHours, countWorkspaceHours]) {
            assert.ok((await getLimit(counting)) < LANES.jobs.lockMs)
            assert.equal(await getLimit(counting, 1), LANES.jobs.statementMs)
          }
        } finally {
          for (const table of tables)
            await admin.query(`drop trigger if exists raise_limit on bulkhead.${table}`)
          await admin.end()
        }
      })

    test('an organization whose calls cannot be counted keeps no other waiting, and is counted up to them', async () => {
      const { database, log } = testServer.server.services
      const broken = await testServer.createTenant('Broken')
      const other = await testServer.createTenant('Other')
      const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS
      const add = (tenant: Tenant, atMs: number, durationMs: number) =>
        asPrincipal(database, tenant, 'read write', (tx) =>
          sql`
            insert into tool_calls (organization_id, call_id, at, status, duration_ms, request_id, person_id, token_kind,
              source, workspace_id)
            values (${tenant.organization}::uuid,
              (lpad(to_hex(${atMs}::bigint), 12, '0') || '70008' || substr(md5(random()::text), 1, 15))::uuid,
              ${new Date(atMs)}, 'success', ${durationMs}::integer, gen_random_uuid(), gen_random_uuid(), 'person', 'http',
              gen_random_uuid())`.execute(tx),
        )
      const brokenHour = hour - 98 * HOUR_MS
      for (const [at, durationMs] of [-2, -1, 0, 1].map((after) => [after, after === 0 ? -9 : 9] as const))
        await add(broken, brokenHour + at * HOUR_MS, durationMs)
      await add(other, hour - 50 * HOUR_MS, 9)
      const getCounted = async (tenant: Tenant) => {
        const row = await asPrincipal(database, tenant, 'read only', (tx) =>
          tx.selectFrom('tool_call_counting').selectAll().executeTakeFirst(),
        )
        return [row?.counted_until.getTime(), row?.workspaces_until?.getTime()]
      }
      let now = 0
      let failures = 0
      const step = createCallCount(database, log, () => now)
      const countAll = async () => {
        while (
          await step().catch(() => {
            failures += 1
            return true
          })
        );
      }
      const all = [hour - 49 * HOUR_MS, hour - 49 * HOUR_MS]
      await until(async () => {
        await countAll()
        return String(await getCounted(other)) === String(all)
      })
      // The broken hour is in the first step. Later its organization is counted by single hours.
      const countUntil = (end: number) =>
        until(async () => {
          now += HOUR_MS
          await countAll()
          return (await getCounted(broken))[0] === end
        })
      await countUntil(brokenHour)
      assert.ok(failures > 0, 'the job fails')

      // When it has caught up, several hours are counted at a time again.
      await asOperator(database, log, 'remove a call', (tx) =>
        tx
          .deleteFrom('tool_calls')
          .where('organization_id', '=', broken.organization)
          .where('call_id', '>=', firstIdAt(brokenHour))
          .where('call_id', '<', firstIdAt(brokenHour + 1))
          .execute(),
      )
      const end = brokenHour + 2 * HOUR_MS
      await countUntil(end)
      for (const after of [-2, 1]) await add(broken, brokenHour + after * HOUR_MS, 9)
      let counted: number | undefined
      await until(async () => {
        await step()
        counted = (await getCounted(broken))[0]
        return counted !== brokenHour - 2 * HOUR_MS
      })
      assert.equal(counted, end)
    })
  })
}

function getSpan(begin: number, days: number, skipped: number) {
  return {
    since: new Date(begin + skipped).toISOString(),
    until: new Date(begin + days * DAY_MS).toISOString(),
  }
}

function sum(buckets: readonly { calls: number }[] | undefined): number {
  return (buckets ?? []).reduce((total, { calls }) => total + calls, 0)
}
