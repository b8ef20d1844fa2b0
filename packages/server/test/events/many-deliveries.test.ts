import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'
import pg from 'pg'
import { CHUNK } from '#platform/database/chunk'

const ENDPOINTS = '/api/v1/webhook-endpoints'
const MANY = 2 * CHUNK + 100

const engine = engines.find(({ name }) => name === 'postgres')

describe('an endpoint with many deliveries', { skip: engine === undefined && 'needs Postgres' }, () => {
  const closing = new AsyncDisposableStack()
  let testServer: TestServer
  let admin: pg.Client

  before(async () => {
    assert.ok(engine)
    closing.defer(() => engine.close())
    testServer = await startTestServer(engine)
    closing.defer(() => testServer.close())
    admin = new pg.Client({ connectionString: testServer.store.postgres?.adminUrl })
    await admin.connect()
    closing.defer(() => admin.end())
    await admin.query(`
      create table public.deletions (rows bigint not null);
      grant insert on public.deletions to public;
      create function public.note_deletion() returns trigger language plpgsql as $$
        begin insert into public.deletions select count(*) from gone; return null; end $$;
      create trigger note_deletion after delete on bulkhead.webhook_deliveries
        referencing old table as gone for each statement execute function public.note_deletion();`)
  })
  after(() => closing.disposeAsync())

  test('an endpoint is deleted with all of its deliveries, and no statement deletes more than a part', async () => {
    const { token, organization } = await testServer.createTenant('Acme')
    const body = { url: 'http://127.0.0.1:9/' }
    const endpoints = await Promise.all(
      [1, 2].map(() => testServer.call('POST', ENDPOINTS, { token, body }).then(({ body: { id } }) => id)),
    )
    const [endpoint, other] = endpoints
    for (const id of endpoints)
      await admin.query(
        `insert into bulkhead.webhook_deliveries (organization_id, endpoint_id, delivery_id, sequence, event_id, type,
            subject_id, payload, tries, state, recorded_at, finished_at)
          select $1, $2, gen_random_uuid(), n, gen_random_uuid(), 'ping', gen_random_uuid(), '{}', '[]', 'failed', now(), now()
          from generate_series(1, $3) n`,
        [organization, id, MANY],
      )
    const deleted = await testServer.call('DELETE', `${ENDPOINTS}/${endpoint}`, { token })
    assert.equal(deleted.status, 200, deleted.text)
    const { rows } = await admin.query('select rows::integer from public.deletions where rows > 0')
    const counts = rows.map((row) => row.rows)
    assert.ok(Math.max(...counts) <= CHUNK, String(counts))
    const left = await admin.query(
      'select endpoint_id, count(*)::integer from bulkhead.webhook_deliveries group by 1',
    )
    assert.deepEqual(left.rows, [{ endpoint_id: other, count: MANY }])
    assert.equal((await testServer.call('DELETE', `${ENDPOINTS}/${endpoint}`, { token })).status, 404)
  })
})
