import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { engines } from '@bulkhead/testing/engines'
import { exerciseServer } from '@bulkhead/testing/plans/exercise'
import { provePlans } from '@bulkhead/testing/plans/prove-plans'

for (const engine of engines) {
  describe(`plans on ${engine.name}`, () => {
    after(() => engine.close())

    test('no statement of a request or a job reads a table whole, or many rows in vain', async (t) => {
      const { statements, faults } = await provePlans(
        engine,
        { calls: 20_000, workspaces: 4_000 },
        (exercise) => exerciseServer(exercise, true),
      )
      assert.deepEqual(faults, [])
      t.diagnostic(`${statements.length} statements`)
    })
  })
}
