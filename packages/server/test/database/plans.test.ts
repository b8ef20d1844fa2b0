import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { bothEngines } from '@bulkhead/testing/engines'
import { exerciseServer } from '@bulkhead/testing/plans/exercise'
import { isUnscoped } from '@bulkhead/testing/plans/judge-statement'
import { exerciseMember } from '@bulkhead/testing/plans/measure-member'
import { provePlans } from '@bulkhead/testing/plans/prove-plans'
import { IS_WHOLE } from '@bulkhead/testing/sample'

/** The planner is the same in both bothEngines, so the sample has one of them. */
const sampled = IS_WHOLE ? bothEngines : bothEngines.slice(-1)

/** The proof explains a statement each time that it is sent. */
const EXPLAINED_OF_EACH = 8

for (const engine of sampled) {
  describe(`plans on ${engine.name}`, () => {
    after(() => engine.close())

    test('no statement of a request or a job reads a table whole, or many rows in vain', async (t) => {
      const { statements, faults } = await provePlans(
        engine,
        { calls: 20_000, workspaces: 4_000 },
        async (exercise) => {
          const failed = await exerciseServer(exercise, true)
          // Postgres before 17 plans these differently: `npm run proof -- performance --scenario plans --member 300` takes each version.
          await exerciseMember(exercise, 300)
          return failed
        },
        EXPLAINED_OF_EACH,
      )
      assert.deepEqual(faults, [])
      t.diagnostic(`${statements.length} statements`)
    })
  })
}

test('a scan of tenants that only its policy limits is an error', () => {
  const id = "'01a21031-e2ca-7078-926b-a819b875a701'::uuid"
  const unscoped = (table: string, conditions: string, isInSubquery = false) =>
    isUnscoped({
      node: '',
      table,
      index: undefined,
      conditions,
      isInSubquery,
      rows: 0,
      removed: 0,
      loops: 1,
      pages: 0,
    })
  assert.ok(!unscoped('connectors', `((organization_id = ${id}) AND (connector_id = ${id}))`))
  assert.ok(!unscoped('identity.members', `(organization_id = ${id})`))
  assert.ok(!unscoped('signing_keys', ''), 'not of a tenant')
  assert.ok(!unscoped('workspaces', '(w.organization_id = connectors.organization_id)', true))
  for (const conditions of ['', '(organization_id = (InitPlan 1).col1)', `(connector_id = ${id})`])
    assert.ok(unscoped('connectors', conditions), conditions)
  assert.ok(
    unscoped('workspaces', '(organization_id = c.organization_id)'),
    'tied to a table that may be untied',
  )
  assert.ok(unscoped('connectors', `(connector_id = ${id})`, true))
})
