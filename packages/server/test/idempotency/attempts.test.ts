import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createConnector } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import { recordAudit } from '@bulkhead/server/audit/record-audit'
import { runOnce } from '@bulkhead/server/idempotency/run-once'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import type { Act } from '@bulkhead/server/request/principal'
import { engines } from '@bulkhead/testing/engines'
import { type House, openHouse } from '@bulkhead/testing/house'

for (const engine of engines) {
  describe(`attempts under an idempotency key on ${engine.name}`, () => {
    let house: House
    let act: Act

    before(async () => {
      house = await openHouse(engine)
      const tenant = await house.createTenant('Acme')
      const { workspace_id } = await house.mint(tenant, 'acme')
      act = {
        organization: tenant.organization,
        workspace: workspace_id,
        application: crypto.randomUUID(),
        client_id: 'test',
        epochs: { organization: 1, application: 1, workspace: 1 },
        token_id: crypto.randomUUID(),
        request_id: crypto.randomUUID(),
        event: 'connector.created',
        source: 'http',
        whileConnected: () => new AbortController().signal,
        whenAnswered: (work: () => void) => work(),
        authenticateAgain: async () => undefined,
      }
    })
    after(async () => {
      await house?.close()
      await engine.close()
    })

    const attempt = (key: string, run: (running: Act) => Promise<unknown>) =>
      runOnce(house.server.services, createConnector, act, key, { body: {} }, run)

    /** Does something, noted by a record in the same transaction, and fails there where it is told to. */
    function change(running: Act, subject: string, fails = false): Promise<void> {
      return asPrincipal(house.server.services.database, running, 'read write', async (tx) => {
        await recordAudit(tx, running, { subject })
        if (fails) throw new Error('in the transaction')
      })
    }

    async function changesOf(subject: string): Promise<number> {
      const { organization } = act
      const rows = await asPrincipal(house.server.services.database, { organization }, 'read only', (tx) =>
        tx.selectFrom('audit_records').select('record_id').where('subject_id', '=', subject).execute(),
      )
      return rows.length
    }

    const hasCode = (code: string) => (error: unknown) =>
      error instanceof BulkheadError && error.code === code

    test('a fault of ours before the commit frees the key, one behind it does not', async () => {
      const subject = crypto.randomUUID()
      await assert.rejects(
        attempt('before', (running) => change(running, subject, true)),
        /in the transaction/,
      )
      const { replayed } = await attempt('before', (running) => change(running, subject))
      assert.deepEqual([replayed, await changesOf(subject)], [false, 1])

      const other = crypto.randomUUID()
      const failing = attempt('behind', async (running) => {
        await change(running, other)
        throw new Error('behind the transaction')
      })
      await assert.rejects(failing, /behind the transaction/)
      await assert.rejects(
        attempt('behind', (running) => change(running, other)),
        hasCode('idempotency_outcome_unknown'),
      )
      assert.equal(await changesOf(other), 1)
    })

    test('an attempt whose key was taken over changes nothing any more', async () => {
      const subject = crypto.randomUUID()
      const { database } = house.server.services
      const slow = attempt('taken', async (running) => {
        await asPrincipal(database, act, 'read write', (tx) =>
          tx
            .updateTable('idempotency_keys')
            .set({ claim_id: crypto.randomUUID() })
            .where('state', '=', 'claimed')
            .execute(),
        )
        await change(running, subject)
      })
      await assert.rejects(slow, hasCode('idempotency_in_flight'))
      assert.equal(await changesOf(subject), 0)
    })
  })
}
