import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { MOST_LOOKED_AT } from '@bulkhead/server/platform/keyset'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type Tenant, type TestServer } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

/** More rows than one page looks at. */
const ROWS = MOST_LOOKED_AT + 1_500
/** Time of the first row's id: an hour ago. */
const FIRST_MS = Date.now() - 3_600_000
/** UUIDv7 of row `i`, in the order of the rows. */
const ID = sql`(lpad(to_hex(${FIRST_MS}::bigint + i), 12, '0') || '70008' || lpad(to_hex(i), 15, '0'))::uuid`

/** Returns an id like {@link ID}. */
function getId(row: number): string {
  const first = (FIRST_MS + row).toString(16).padStart(12, '0')
  return `${first.slice(0, 8)}-${first.slice(8)}-7000-8000-${row.toString(16).padStart(12, '0')}`
}

for (const engine of engines) {
  describe(`lists that are longer than a page looks at on ${engine.name}`, () => {
    // A slow machine needs longer for so many rows than a request may take.
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let tenant: Tenant

    before(async () => {
      testServer = await startTestServer(engine)
      tenant = await testServer.createTenant('Acme')
      const { organization } = tenant
      await asPrincipal(testServer.server.services.database, { organization }, 'read write', async (tx) => {
        await sql`
          insert into tool_calls (organization_id, call_id, at, entity, action, status, duration_ms, request_id, application_id,
            token_kind, source)
          select ${organization}::uuid, ${ID}, now(), case i when 1 then 'rare' when 2 then null else 'things' end,
            case i when 2 then 'describe' else 'list' end, 'success', 1, ${ID},
            ${ID}, 'application', 'http'
          from generate_series(1, ${ROWS}::integer) i`.execute(tx)
        await sql`
          insert into audit_records (organization_id, record_id, event, outcome, person_id)
          select ${organization}::uuid, ${ID}, 'test.made', 'done', case i when 1 then ${ID} end
          from generate_series(1, ${ROWS}::integer) i`.execute(tx)
        await sql`
          insert into workspace_names (organization_id, workspace_id, name)
          select ${organization}::uuid, ${ID}, 'customer-' || i from generate_series(1, ${ROWS}::integer) i`.execute(
          tx,
        )
        await sql`
          insert into workspaces (organization_id, workspace_id, name, name_folded)
          select ${organization}::uuid, ${ID}, 'customer-' || i, 'customer-' || i
          from generate_series(1, ${ROWS}::integer) i`.execute(tx)
      })
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    /** Follows a list to its end. @returns Number of records on each page. */
    async function getPages(path: string): Promise<number[]> {
      const pages: number[] = []
      for (let next: string | null = path; next !== null; ) {
        const { status, body, text } = await testServer.call('GET', next, { token: tenant.token })
        assert.equal(status, 200, text)
        pages.push(body.data.length)
        next = body.next
      }
      return pages
    }

    test('a call that is found far back is on a later page', async () => {
      const application = `${getId(1)}`
      assert.deepEqual(await getPages(`/api/v1/tool-calls?application_id=${application}`), [0, 1])
      assert.deepEqual(await getPages(`/api/v1/tool-calls?application_id=${application}&entity=rare`), [0, 1])
      assert.deepEqual(await getPages(`/api/v1/tool-calls?application_id=${getId(ROWS + 1)}`), [0, 0])
    })

    test('a filter by an operation that was never called ends at once', async () => {
      for (const none of [
        'entity=nothing',
        'action=rare',
        'entity=rare&action=get',
        'operation_contains=rae',
      ])
        assert.deepEqual(await getPages(`/api/v1/tool-calls?${none}`), [0], none)
      assert.deepEqual(await getPages(`/api/v1/tool-calls?entity=nothing&application_id=${getId(1)}`), [0])
      for (const one of [
        'entity=rare',
        'operation_contains=AR',
        'operation_contains=rare.l',
        'action=describe',
      ])
        assert.deepEqual(await getPages(`/api/v1/tool-calls?${one}`), [0, 1], one)
      assert.deepEqual(await getPages('/api/v1/tool-calls?operation_contains=.desc'), [0, 1])
    })

    test('a record that is found far back is on a later page', async () => {
      const { body } = await testServer.call('GET', '/api/v1/audit?event=test.made&limit=1', {
        token: tenant.token,
      })
      assert.equal(body.data.length, 1)
      assert.deepEqual(await getPages(`/api/v1/audit?person_id=${getId(1)}`), [0, 1])
      assert.deepEqual(await getPages('/api/v1/audit?event_contains=nothing'), [0, 0])
    })

    test('a workspace that is found far on is on a later page', async () => {
      // The last of the list is customer-11500.
      assert.deepEqual(await getPages('/api/v1/workspaces?name_contains=-1150'), [1, 1])
    })

    test('pages without filters are as many as they have to be', async () => {
      const { body } = await testServer.call('GET', '/api/v1/tool-calls?limit=100', { token: tenant.token })
      assert.equal(body.data.length, 100)
      assert.ok(body.next)
    })

    test('a reader who follows the audit gets new records on one page, past those of the day', async () => {
      const since = new Date().toISOString()
      await testServer.mint(tenant, 'followed')
      const { data, next } = (
        await testServer.call('GET', `/api/v1/audit?since=${since}`, { token: tenant.token })
      ).body
      assert.ok(data.some(({ event }: { event: string }) => event === 'workspace.created'))
      assert.equal(next, null)
    })
  })
}
