import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { purgeDeliveries } from '@bulkhead/server/jobs/purge-expired'
import { CHUNK } from '@bulkhead/server/platform/database/chunk'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { loadDue } from '@bulkhead/server/records/deliveries/load-due'
import {
  getBackoffMs,
  getNextTry,
  recordTries,
  TRIED_FOR_MS,
} from '@bulkhead/server/records/deliveries/record-tries'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { sql } from 'kysely'

const ENDPOINTS = '/api/v1/webhook-endpoints'
const DAY_MS = 86_400_000

for (const engine of engines) {
  describe(`an endpoint that fails, on ${engine.name}`, () => {
    let testServer: TestServer
    before(async () => {
      testServer = await startTestServer(engine)
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    test('it is disabled after 5 days, with a record, and what waits is given up and can be replayed', async () => {
      const { database, keyring } = testServer.server.services
      const { token, organization } = await testServer.createTenant('Acme')
      const call = (method: string, path: string, body?: object) =>
        testServer.call(method, path, { token, ...(body && { body }) })
      const { body: endpoint } = await call('POST', ENDPOINTS, { url: 'http://127.0.0.1:9/' })
      const path = `${ENDPOINTS}/${endpoint.id}`
      const lease = { organization_id: organization, endpoint_id: endpoint.id, lease_id: randomUUID() }
      // Holds the endpoint for the whole test, so that no job sends to it.
      const hold = () =>
        asPrincipal(database, { organization }, 'read write', (tx) =>
          tx
            .updateTable('webhook_endpoints')
            .set({ lease_id: lease.lease_id, leased_until: sql<Date>`now() + interval '1 hour'` })
            .execute(),
        )
      await hold()
      await call('POST', `${path}/ping`)
      const { body: second } = await call('POST', `${path}/ping`)
      const fail = async (nowMs: number) => {
        await asPrincipal(database, { organization }, 'read write', (tx) =>
          tx
            .updateTable('webhook_deliveries')
            .set({ due_at: sql<Date>`now()` })
            .where('state', '=', 'pending')
            .execute(),
        )
        const due = await loadDue({ database, keyring }, lease)
        assert.ok(due !== undefined && due !== 'disabled')
        const [delivery] = due.subjects.flat()
        assert.ok(delivery !== undefined)
        const result = {
          at: new Date(nowMs).toISOString(),
          duration_ms: 1,
          status: 500,
          code: 'rejected',
        } as const
        return recordTries(database, lease, [{ delivery, result }], nowMs)
      }
      const now = Date.now()
      assert.deepEqual(await fail(now), { goesOn: false, pauseMs: 1_000 })
      assert.deepEqual(await fail(now + DAY_MS / 2), { goesOn: false, pauseMs: 2_000 })
      assert.equal((await call('GET', path)).body.status, 'enabled')
      // Both deliveries have waited for a day in the meantime.
      await call('POST', `${path}/ping`)
      await fail(now + 5 * DAY_MS)
      const { body: disabled } = await call('GET', path)
      assert.deepEqual([disabled.status, disabled.disabled_reason], ['disabled', 'failing'])
      assert.equal((await call('POST', `${path}/ping`)).body.code, 'webhook_endpoint_disabled')
      const { body: audit } = await call('GET', '/api/v1/audit?event=webhook_endpoint.disabled')
      assert.equal(audit.data[0].subject_id, endpoint.id)
      const { body: failed } = await call('GET', `${path}/deliveries?state=failed`)
      assert.ok(failed.data.some(({ id }: { id: string }) => id === second.id))

      await call('PUT', path, { status: 'enabled' })
      // More tries than a delivery keeps.
      await asPrincipal(database, { organization }, 'read write', (tx) =>
        tx
          .updateTable('webhook_deliveries')
          .set({
            tries: sql<string>`(select jsonb_agg(d.tries -> 0) from webhook_deliveries d, generate_series(1, 60)
              where d.tries <> '[]')`,
          })
          .execute(),
      )
      await hold()
      const replayed = await call('POST', `${path}/deliveries/${second.id}/replay`)
      assert.deepEqual([replayed.body.state, replayed.body.sequence], ['pending', second.sequence])
      await fail(now)
      const { body: all } = await call('GET', `${path}/deliveries`)
      const again = all.data.find(({ id }: { id: string }) => id === second.id)
      assert.deepEqual([again.tries.length, again.tries.at(-1).at], [50, new Date(now).toISOString()])
      await call('PUT', path, { status: 'disabled' })
      // The sender gives up waiting deliveries.
      await asPrincipal(database, { organization }, 'read write', (tx) =>
        tx.updateTable('webhook_endpoints').set({ lease_id: null, leased_until: null }).execute(),
      )
      const pending = async () => (await call('GET', `${path}/deliveries?state=pending`)).body.data.length
      await until(async () => (await pending()) === 0)
    })

    test('deliveries that failed are forgotten beside a whole chunk of delivered ones', async () => {
      const { database, log } = testServer.server.services
      const { token, organization } = await testServer.createTenant('Busy')
      const { body } = await testServer.call('POST', ENDPOINTS, {
        token,
        body: { url: 'http://127.0.0.1:9/' },
      })
      const scope = { organization }
      await asPrincipal(database, scope, 'read write', (tx) =>
        sql`insert into webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type,
            subject_id, payload, tries, state, recorded_at, finished_at)
          select ${organization}, ${body.id}, gen_random_uuid(), n, gen_random_uuid(), 'ping', gen_random_uuid(), '{}',
            '[]', case when n <= ${CHUNK}::int then 'delivered' else 'failed' end, now(), now() - interval '40 days'
          from generate_series(1, ${CHUNK}::int + 1) n`.execute(tx),
      )
      const readStates = async () => {
        const rows = await asPrincipal(database, scope, 'read only', (tx) =>
          tx.selectFrom('webhook_deliveries').select('state').execute(),
        )
        return rows.map(({ state }) => state)
      }
      assert.equal(await purgeDeliveries(database, log), true)
      // Both kinds share a chunk.
      assert.deepEqual(await readStates(), ['failed'])
      assert.equal(await purgeDeliveries(database, log), false)
      assert.deepEqual(await readStates(), [])
    })
  })
}

test('one delivery is tried for a day, with longer and longer pauses', () => {
  const tries = [0]
  let nowMs = 0
  for (;;) {
    const next = getNextTry(tries.length, 0, nowMs)
    if (next === undefined) break
    nowMs = next
    tries.push(next)
  }
  assert.deepEqual(
    tries.map((ms) => ms / 1000),
    [0, 5, 35, 155, 755, 2_555, 6_155, 13_355, 27_755, 56_555, 86_400],
  )
  assert.equal(tries.at(-1), TRIED_FOR_MS)
  assert.deepEqual([0, 1, 2, 9, 10, 1_000].map(getBackoffMs), [0, 1_000, 2_000, 256_000, 300_000, 300_000])
})
