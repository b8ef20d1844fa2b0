import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { BulkheadError } from '@bulkhead/contract/errors'
import { openingOf, usableOf } from '@bulkhead/server/execution/with-other-tokens'

const revoked = new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')

/** A call whose token is revoked while others are had for its connector. */
function waiting(workspace_status: 'active' | 'inactive', whoCalls: () => Promise<unknown>) {
  const connection = { connector_id: 'c', definition_id: 'd', entities: null, workspace_status: 'active' }
  const later = { ...connection, workspace_status }
  const services = {
    tokenRefresher: { usable: async () => later, renewed: async () => later },
    connections: { load: async () => connection },
    definitions: { ofConnector: () => ({ definition: {} }) },
  }
  const act = { authenticateAgain: whoCalls }
  return [services, act, connection] as never as Parameters<typeof openingOf>
}

const inAMinute = () => performance.now() + 60_000

describe('a call that waited for tokens', () => {
  test('is refused when its own token was revoked meanwhile', async () => {
    const call = waiting('active', async () => {
      throw revoked
    })
    const [services, act, connection] = call
    await assert.rejects(async () => openingOf(...call).renewed?.(inAMinute()), revoked)
    await assert.rejects(async () => usableOf(services, act, connection, inAMinute()), revoked)
  })

  test('is refused when its workspace was deactivated meanwhile', async () => {
    const call = waiting('inactive', async () => {})
    const [services, act, connection] = call
    const inactive = { code: 'workspace_inactive' }
    await assert.rejects(async () => openingOf(...call).renewed?.(inAMinute()), inactive)
    await assert.rejects(async () => openingOf(...call).again(inAMinute()), inactive)
    await assert.rejects(async () => usableOf(services, act, connection, inAMinute()), inactive)
  })

  test('goes on when nothing was taken away', async () => {
    const call = waiting('active', async () => {})
    assert.ok(await openingOf(...call).renewed?.(inAMinute()))
    assert.ok(await openingOf(...call).again(inAMinute()))
  })
})
