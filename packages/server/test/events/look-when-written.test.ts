import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer } from '@bulkhead/testing/test-server'
import { lookWhenWritten } from '#jobs/background-jobs'
import { openPGlite } from '#platform/database/pglite/open-pglite'
import { asOperator } from '#platform/database/roles/as-operator'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import { createLog } from '#platform/log'

const log = createLog('silent')
const organization = crypto.randomUUID()

function write(database: Database): Promise<void> {
  return asPrincipal(database, { organization }, 'read write', async () => {})
}

/** Makes a job whose steps are counted. The rest of its behaviour can be set. */
function createJob(database: Database) {
  const job = { steps: 0, more: false, scheduled: false, fails: false, writes: false, nowMs: 0 }
  const step = async () => {
    job.steps += 1
    if (job.fails) throw new Error('fails')
    if (job.writes) await write(database)
    return job.more
  }
  const look = lookWhenWritten(
    database,
    step,
    async () => job.scheduled,
    () => job.nowMs,
  )
  /** Returns how many steps were run by two looks. */
  const lookTwice = async () => {
    const before = job.steps
    for (let looks = 0; looks < 2; looks += 1) await look().catch(() => {})
    return job.steps - before
  }
  return Object.assign(job, { lookTwice })
}

for (const engine of engines) {
  describe(`jobs that look for writes on ${engine.name}`, () => {
    after(() => engine.close())

    if (engine.name === 'postgres')
      test('each look is a step: other processes write too', async () => {
        const testServer = await startTestServer(engine)
        assert.equal(await createJob(testServer.server.services.database).lookTwice(), 2)
        await testServer.close()
      })
    else
      test('after a step that found nothing, only a write, a schedule or a pause leads to another one', async (t) => {
        const store = await engine.createStore()
        const database = await openPGlite(store.environment.BULKHEAD_DATA_DIR ?? '')
        t.after(async () => {
          await database.close()
          store.remove()
        })
        const job = createJob(database)
        assert.equal(await job.lookTwice(), 1)
        assert.equal(await job.lookTwice(), 0)
        await asOperator(database, log, 'look for work', async () => {})
        await asPrincipal(database, { organization }, 'read only', async () => {})
        assert.equal(await job.lookTwice(), 0)

        await write(database)
        assert.equal(await job.lookTwice(), 1)

        for (const state of ['more', 'scheduled', 'fails', 'writes'] as const) {
          job.nowMs += 5_000
          job[state] = true
          assert.equal(await job.lookTwice(), 2, state)
          job[state] = false
          assert.equal(await job.lookTwice(), 1, `no longer ${state}`)
        }
      })
  })
}
