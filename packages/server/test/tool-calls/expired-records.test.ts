import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createRecordExpiry } from '@bulkhead/server/jobs/expire-records'
import { readSettings } from '@bulkhead/server/main/settings'
import { openDatabase } from '@bulkhead/server/main/start-server'
import { CHUNK } from '@bulkhead/server/platform/database/chunk'
import { asOperator } from '@bulkhead/server/platform/database/roles/as-operator'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Database } from '@bulkhead/server/platform/database/roles/confine'
import { firstIdAt } from '@bulkhead/server/platform/keyset'
import { createLog } from '@bulkhead/server/platform/log'
import { engines, type Store } from '@bulkhead/testing/engines'
import { sql } from 'kysely'

/** Days since the calls, which are kept for 90. */
const AGE_DAYS = 100
/** More organizations than a step looks at. */
const OTHERS = 150

for (const engine of engines) {
  describe(`calls past their retention on ${engine.name}`, () => {
    const log = createLog('silent')
    let store: Store
    let database: Database

    before(async () => {
      store = await engine.createStore()
      database = await openDatabase(readSettings({ ...store.environment }), log, () => {})
    })
    after(async () => {
      await database?.close()
      store?.remove()
      await engine.close()
    })

    const addOrganizations = (organizations: readonly string[]) =>
      asOperator(database, log, 'test', (tx) =>
        sql`insert into organizations (organization_id, name)
          select id, 'Expired' from unnest(${organizations}::uuid[]) id`.execute(tx),
      )
    const addCalls = (organization: string, count: number) => {
      const at = new Date(Date.now() - AGE_DAYS * 86_400_000)
      const prefix = firstIdAt(at.getTime()).slice(0, 24)
      return asPrincipal(database, { organization }, 'read write', (tx) =>
        sql`
          insert into tool_calls (organization_id, call_id, at, status, duration_ms, request_id, person_id, token_kind,
            source, workspace_id)
          select ${organization}::uuid, (${prefix} || lpad(to_hex(i), 12, '0'))::uuid, ${at}, 'success', 1,
            gen_random_uuid(), gen_random_uuid(), 'person', 'http', gen_random_uuid()
          from generate_series(1, ${count}::integer) i`.execute(tx),
      )
    }
    const countCalls = (organization: string) =>
      asPrincipal(database, { organization }, 'read only', async (tx) => {
        const calls = await tx.selectFrom('tool_calls').select('call_id').execute()
        return calls.length
      })

    test('an organization with many of them delays no other, and has every second step for its own', async () => {
      const [many = '', ...others] = Array.from({ length: OTHERS }, () => crypto.randomUUID()).sort()
      const [next = ''] = others
      await addOrganizations([many, ...others])
      await addCalls(many, 3 * CHUNK)
      await addCalls(next, 1)
      const step = createRecordExpiry(database, log)
      let steps = 2
      await step()
      await step()
      assert.equal(await countCalls(next), 0)
      assert.ok((await countCalls(many)) > 0)
      while (await step()) steps += 1
      assert.equal(await countCalls(many), 0)
      assert.ok(steps < 12, String(steps))
    })
  })
}
