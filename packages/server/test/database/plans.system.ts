import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { postgresOf } from '@bulkhead/testing/engines'
import { provePlans } from '@bulkhead/testing/plans/prove-plans'
import { INSTALLED_MAJOR, POSTGRES_MAJORS } from '@bulkhead/testing/postgres-versions'

/** Enough that a plan for many rows is another one than for few. */
const FILL = { calls: 1_000_000, workspaces: 100_000 }

for (const major of POSTGRES_MAJORS) {
  describe(`plans on Postgres ${major} at a million calls`, () => {
    test('no statement of a request or a job reads a table whole, or many rows in vain', async (t) => {
      const engine = postgresOf({ major, settings: { shared_buffers: '1GB', max_wal_size: '4GB' } })
      try {
        // Two filters at a time on the version of the ordinary install: the statements are the same on all.
        const { statements, faults } = await provePlans(engine, FILL, major !== INSTALLED_MAJOR)
        assert.deepEqual(faults, [])
        t.diagnostic(`${statements.length} statements`)
      } finally {
        await engine.close()
      }
    })
  })
}
