import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Grant, permits, READ_ACTIONS } from '@bulkhead/contract/grants'
import fc from 'fast-check'

const connectorId = fc.constantFrom(
  '01a21031-e2ca-7078-926b-a819b875a701',
  '01a21031-e2ca-7078-926b-a819b875a702',
  '01a21031-e2ca-7078-926b-a819b875a703',
)
const entity = fc.constantFrom('issues', 'repositories', 'comments', 'Issues', '')
const action = fc.constantFrom('list', 'get', 'create', 'delete', 'describe', 'download', 'api_search')
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 })

const grant: fc.Arbitrary<Grant> = fc.record(
  {
    connector_ids: some(connectorId),
    entities: some(entity),
    actions: some(action),
    read_only: fc.constant(true as const),
  },
  { requiredKeys: [] },
)
const use = fc.record({ connector_id: connectorId, entity, action }, { requiredKeys: [] })

/** Returns the parts common to both grants. A part that only one grant has is kept. */
function both(one: Grant, other: Grant): Grant {
  const common = <T>(a?: readonly T[], b?: readonly T[]) =>
    a && b ? a.filter((item) => b.includes(item)) : (a ?? b)
  const parts = {
    connector_ids: common(one.connector_ids, other.connector_ids),
    entities: common(one.entities, other.entities),
    actions: common(one.actions, other.actions),
    read_only: one.read_only ?? other.read_only,
  }
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as Grant
}

test('narrowing never widens, whatever the combination', () => {
  fc.assert(
    fc.property(grant, grant, use, (one, other, asked) => {
      assert.equal(permits(both(one, other), asked), permits(one, asked) && permits(other, asked))
    }),
    { numRuns: 5_000 },
  )
})

test('no grant permits everything, and any grant permits no more', () => {
  fc.assert(
    fc.property(grant, use, (one, asked) => {
      assert.equal(permits(undefined, asked), true)
      if (asked.connector_id && one.connector_ids && permits(one, asked))
        assert.ok(one.connector_ids.includes(asked.connector_id))
      if (asked.action && asked.action !== 'describe' && one.read_only && permits(one, asked))
        assert.ok(READ_ACTIONS.has(asked.action))
    }),
    { numRuns: 5_000 },
  )
})

test('a connector id is compared in any letter case, an entity exactly', () => {
  const id = '01a21031-e2ca-7078-926b-a819b875a701'
  assert.equal(permits({ connector_ids: [id] }, { connector_id: id.toUpperCase() }), true)
  assert.equal(permits({ entities: ['issues'] }, { entity: 'Issues', action: 'list' }), false)
})
