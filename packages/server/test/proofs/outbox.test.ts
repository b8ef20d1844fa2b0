import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { proveDeadEndpoint } from '@bulkhead/proofs/delivery/dead-endpoint'
import { compare, proveKilledDelivery } from '@bulkhead/proofs/delivery/killed-delivery'
import { engines } from '@bulkhead/testing/engines'
import type { Received } from '@bulkhead/testing/upstreams/webhook-receiver'

after(() => Promise.all(engines.map((engine) => engine.close())))

for (const engine of engines) {
  test(`servers killed while they deliver, on ${engine.name}`, async () => {
    const { faults, changes } = await proveKilledDelivery(engine, { kills: 2, seed: 18 })
    assert.deepEqual(faults, [])
    assert.ok(changes > 0)
  })

  test(`nine endpoints beside a dead one, on ${engine.name}`, async () => {
    const { faults } = await proveDeadEndpoint(engine, { changes: 5 })
    assert.deepEqual(faults, [])
  })
}

test('the comparison notices what is lost, made up, out of order or unnumbered', () => {
  const event = (id: string, type: string, sequence: number) =>
    ({ event: { id, type, sequence, data: { connector_id: 'c', workspace_id: 'w' } } }) as Received
  const changes = [
    { event: 'connector.created', subject: 'c' },
    { event: 'connector.updated', subject: 'c' },
  ]
  const created = event('1', 'connector.created', 1)
  const reconnected = event('2', 'connector.reconnected', 2)
  assert.deepEqual(compare(changes, [created, created, reconnected, created]), [])
  for (const received of [
    [created],
    [created, reconnected, event('3', 'connector.deleted', 3)],
    [reconnected, created],
    [created, event('2', 'connector.reconnected', 3)],
  ])
    assert.notDeepEqual(compare(changes, received), [])
})
