import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { bothEngines, type Store } from '@bulkhead/testing/engines'
import { sql } from 'kysely'
import { sendWebhooks } from '#jobs/background-jobs'
import { createRecordExpiry } from '#jobs/expire-records'
import { removeWorkspaces } from '#jobs/remove-workspaces'
import { openPGlite } from '#platform/database/pglite/open-pglite'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { createLog } from '#platform/log'
import { readPending } from '#records/export/read-pending'

const ENDPOINTS = 3

/** Returns the number of turns of the event loop that others get during work. */
async function countTurns(work: () => Promise<unknown>): Promise<number> {
  let turns = 0
  let immediate: NodeJS.Immediate
  const take = () => {
    turns += 1
    immediate = setImmediate(take)
  }
  immediate = setImmediate(take)
  await work()
  clearImmediate(immediate)
  return turns
}

// On Postgres, each statement waits for the network, and so others have a turn.
for (const engine of bothEngines.filter(({ name }) => name === 'pglite')) {
  describe(`turns of the event loop during jobs on ${engine.name}`, () => {
    const log = createLog('silent')
    const organization = crypto.randomUUID()
    let store: Store
    let database: Database

    before(async () => {
      store = await engine.createStore()
      database = await openPGlite(store.environment.BULKHEAD_DATA_DIR ?? '')
      await asOperator(database, log, 'test', (tx) =>
        sql`insert into organizations (organization_id, name) values (${organization}, 'Turns')`.execute(tx),
      )
      await asPrincipal(database, { organization }, 'read write', async (tx) => {
        await sql`insert into workspace_removals (organization_id, workspace_id)
          values (${organization}, gen_random_uuid())`.execute(tx)
        await sql`insert into webhook_endpoints (organization_id, endpoint_id, url, sealed, next_at)
          select ${organization}, gen_random_uuid(), 'https://turns.test/', 'nothing', now()
          from generate_series(1, ${ENDPOINTS}::int)`.execute(tx)
      })
    })
    after(async () => {
      await database.close()
      store.remove()
      await engine.close()
    })

    test('others have a turn after each table of expired records', async () => {
      const turns = await countTurns(createRecordExpiry(database, log))
      assert.ok(turns >= 2, String(turns))
    })

    test('others have a turn after each table of a deleted workspace', async () => {
      const turns = await countTurns(() => removeWorkspaces(database, log))
      assert.ok(turns >= 6, String(turns))
    })

    test('others have a turn after each type of exported records', async () => {
      const turns = await countTurns(() => readPending(database, organization, 'file'))
      assert.ok(turns >= 2, String(turns))
    })

    test('others have a turn after each webhook endpoint', async () => {
      const taken: unknown[] = []
      const sender = { free: () => ENDPOINTS, full: () => [], take: (lease: unknown) => taken.push(lease) }
      const turns = await countTurns(() => sendWebhooks(database, log, sender))
      assert.equal(taken.length, ENDPOINTS)
      assert.ok(turns >= ENDPOINTS, String(turns))
    })
  })
}
