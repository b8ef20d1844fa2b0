import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer, until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'
import { sql } from 'kysely'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { EndpointLease } from '#records/deliveries/endpoint-lease'
import { loadDue } from '#records/deliveries/load-due'
import { recordTries } from '#records/deliveries/record-tries'
import { createWebhookSender } from '#records/deliveries/webhook-sender'

const ENDPOINTS = '/api/v1/webhook-endpoints'
const TURN_MS = 200

for (const engine of engines) {
  describe(`waiting deliveries on ${engine.name}`, () => {
    let testServer: TestServer
    let token: string
    let organization: string
    before(async () => {
      testServer = await startTestServer(engine)
      ;({ token, organization } = await testServer.createTenant('Acme'))
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const inDatabase = <T>(use: (tx: TenantTransaction) => Promise<T>) =>
      asPrincipal(testServer.server.services.database, { organization }, 'read write', use)

    /** Creates an endpoint whose last deliveries failed. The test holds its lease, so no job sends to it. */
    async function createHeld(failures = 1, url = 'http://127.0.0.1:9/'): Promise<EndpointLease> {
      const { body } = await testServer.call('POST', ENDPOINTS, { token, body: { url } })
      const lease = { organization_id: organization, endpoint_id: body.id, lease_id: randomUUID() }
      await inDatabase((tx) =>
        tx
          .updateTable('webhook_endpoints')
          .set({
            ...{ failures, failing_since: sql<Date>`now()`, lease_id: lease.lease_id },
            leased_until: sql<Date>`now() + interval '1 hour'`,
          })
          .where('endpoint_id', '=', lease.endpoint_id)
          .execute(),
      )
      return lease
    }

    /** Adds a delivery that became due some time ago, a fraction of a millisecond after a whole one. */
    async function addDelivery({ endpoint_id }: EndpointLease, subject: string, number: number, ago: string) {
      const delivery_id = randomUUID()
      await inDatabase((tx) =>
        sql`insert into webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type,
            subject_id, payload, tries, state, recorded_at, due_at)
          values (${organization}, ${endpoint_id}, ${delivery_id}, ${number}, gen_random_uuid(), 'ping', ${subject},
            ${JSON.stringify({ number })}, '[]', 'pending', now(),
            date_trunc('milliseconds', now()) - ${ago}::interval + interval '500 microseconds')`.execute(tx),
      )
      return delivery_id
    }

    async function load(lease: EndpointLease) {
      const due = await loadDue(testServer.server.services, lease)
      assert.ok(due !== undefined && due !== 'disabled')
      return due.subjects.flat()
    }

    test('a later delivery of a subject waits for the first one, to the microsecond', async () => {
      const lease = await createHeld()
      const subject = randomUUID()
      const first = await addDelivery(lease, subject, 1, '1 second')
      await addDelivery(lease, subject, 2, '2 seconds')
      assert.deepEqual(await load(lease), [], 'the second one was due before')
      assert.deepEqual(
        (await load(lease)).map(({ delivery_id }) => delivery_id),
        [first],
      )
    })

    for (const [about, count, most] of [
      ['one subject', 1, 1],
      ['many subjects', 20, 8],
    ] as const)
      test(`a slow endpoint with deliveries about ${about} waits behind others after its turn`, async (t) => {
        const { services } = testServer.server
        const receiver = await startWebhookReceiver()
        t.after(() => receiver.close())
        const lease = await createHeld(0, receiver.url)
        const subjects = Array.from({ length: count }, () => randomUUID())
        const numbers = Array.from({ length: 20 }, (_, index) => index + 1)
        for (const number of numbers)
          await addDelivery(lease, `${subjects[number % count]}`, number, `${30 - number} seconds`)
        let sent = 0
        const slow: typeof services.sender = {
          ...services.sender,
          async send(...given) {
            sent += 1
            await sleep(2 * TURN_MS)
            return services.sender.send(...given)
          },
        }
        const sender = createWebhookSender({ ...services, sender: slow }, TURN_MS)
        const free = sender.free()
        sender.take(lease)
        await until(() => sender.free() === free, 60_000)
        assert.ok(sent <= most, `sent ${sent}`)
        // The sender of the server sends the others.
        await until(() => receiver.received.length === numbers.length)
        const received = receiver.received.map(({ event }) => event.number)
        assert.deepEqual(count === 1 ? received : received.toSorted((a, b) => a - b), numbers)
      })

    for (const attempts of [0, 2, 9]) {
      test(`a replay outlasts attempt ${attempts + 1}, which was in progress`, async () => {
        const lease = await createHeld()
        const delivery_id = await addDelivery(lease, randomUUID(), 1, '1 second')
        await inDatabase((tx) =>
          tx
            .updateTable('webhook_deliveries')
            .set({ attempts, pending_since: sql<Date>`now() - interval '25 hours'` })
            .where('delivery_id', '=', delivery_id)
            .execute(),
        )
        const [delivery] = await load(lease)
        assert.ok(delivery)
        const path = `${ENDPOINTS}/${lease.endpoint_id}/deliveries`
        const replayed = await testServer.call('POST', `${path}/${delivery_id}/replay`, { token })
        assert.equal(replayed.status, 200, replayed.text)
        const read = () =>
          inDatabase((tx) =>
            tx
              .selectFrom('webhook_deliveries')
              .select(['state', 'pending_since', 'due_at', 'tries'])
              .where('delivery_id', '=', delivery_id)
              .executeTakeFirstOrThrow(),
          )
        const nowMs = (await read()).pending_since.getTime()
        const at = new Date(nowMs).toISOString()
        const result = { at, duration_ms: 1, status: 500, code: 'rejected' } as const
        await recordTries(testServer.server.services.database, lease, [{ delivery, result }], nowMs)
        const { state, due_at, tries } = await read()
        assert.deepEqual([state, due_at.getTime() - nowMs, tries.length], ['pending', 5_000, 1])
      })
    }
  })
}
