import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { sql } from 'kysely'
import { openPGlite } from '#platform/database/pglite/open-pglite'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { createLog } from '#platform/log'
import { giveOutEvents } from '#records/deliveries/give-out-events'

const ENDPOINTS = 20
const EVENTS = 60
const MOST_DELIVERIES = 100

// No job of a server works beside this one, and so the database is opened without one.
for (const engine of bothEngines.filter(({ name }) => name === 'pglite')) {
  describe(`events of many endpoints on ${engine.name}`, () => {
    test('a step makes a bounded number of deliveries, and the steps make all of them', async (t) => {
      const store = await engine.createStore()
      const database = await openPGlite(store.environment.BULKHEAD_DATA_DIR ?? '')
      t.after(async () => {
        await database.close()
        store.remove()
      })
      const organization = crypto.randomUUID()
      await asOperator(database, createLog('silent'), 'test', (tx) =>
        sql`insert into organizations (organization_id, name) values (${organization}, 'Many')`.execute(tx),
      )
      await asPrincipal(database, { organization }, 'read write', async (tx) => {
        await sql`insert into webhook_endpoints (organization_id, endpoint_id, url, sealed)
          select ${organization}, gen_random_uuid(), 'https://many.test/', 'nothing'
          from generate_series(1, ${ENDPOINTS}::int)`.execute(tx)
        await sql`insert into events (organization_id, event_id, type, workspace_id, data)
          select ${organization}, gen_random_uuid(), 'workspace.created', gen_random_uuid(), '{}'
          from generate_series(1, ${EVENTS}::int)`.execute(tx)
      })
      const count = async () =>
        (
          await asPrincipal(database, { organization }, 'read only', (tx) =>
            tx.selectFrom('webhook_deliveries').select('delivery_id').execute(),
          )
        ).length
      const made = [0]
      let more = true
      while (more) {
        more = await giveOutEvents(database, organization, () => null)
        made.push(await count())
      }
      const steps = made.slice(1).map((total, at) => total - (made[at] ?? 0))
      assert.ok(Math.max(...steps) <= MOST_DELIVERIES, steps.join(', '))
      assert.equal(made.at(-1), ENDPOINTS * EVENTS)
    })
  })
}
