import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createConnector } from '@bulkhead/contract/connectors'
import { BulkheadError } from '@bulkhead/contract/errors'
import { claimKey } from '@bulkhead/server/access/idempotency/claim-key'
import { runOnce } from '@bulkhead/server/access/idempotency/run-once'
import type { RequestContext } from '@bulkhead/server/access/request/principal'
import { recordAudit } from '@bulkhead/server/journal/audit/record-audit'
import { asPrincipal } from '@bulkhead/server/platform/database/roles/as-principal'
import { firstIdAt } from '@bulkhead/server/platform/keyset'
import { letRequestsWait, limitRequests } from '@bulkhead/testing/busy/let-requests-wait'
import { engines } from '@bulkhead/testing/engines'
import { startTestServer, type TestServer } from '@bulkhead/testing/test-server'

for (const engine of engines) {
  describe(`attempts under an idempotency key on ${engine.name}`, () => {
    before(letRequestsWait)
    after(limitRequests)
    let testServer: TestServer
    let context: RequestContext

    before(async () => {
      testServer = await startTestServer(engine)
      const tenant = await testServer.createTenant('Acme')
      const { workspace_id } = await testServer.mint(tenant, 'acme')
      context = {
        kind: 'scoped',
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
        whenResponded: (work: () => void) => work(),
        authenticateAgain: async () => undefined,
      }
    })
    after(async () => {
      await testServer?.close()
      await engine.close()
    })

    const attempt = (key: string, run: (running: RequestContext) => Promise<unknown>) =>
      runOnce(testServer.server.services, createConnector, context, key, { body: {} }, run)

    /** Makes a change, records it in the same transaction, and fails at the given point. */
    function change(running: RequestContext, subject: string, fails = false): Promise<void> {
      return asPrincipal(testServer.server.services.database, running, 'read write', async (tx) => {
        await recordAudit(tx, running, { subject })
        if (fails) throw new Error('in the transaction')
      })
    }

    async function getChanges(subject: string): Promise<number> {
      const { organization } = context
      const rows = await asPrincipal(
        testServer.server.services.database,
        { organization },
        'read only',
        (tx) =>
          tx.selectFrom('audit_records').select('record_id').where('subject_id', '=', subject).execute(),
      )
      return rows.length
    }

    const hasCode = (code: string) => (error: unknown) =>
      error instanceof BulkheadError && error.code === code

    test('an internal error before the commit frees the key, and one after it does not', async () => {
      const subject = crypto.randomUUID()
      await assert.rejects(
        attempt('before', (running) => change(running, subject, true)),
        /in the transaction/,
      )
      const { replayed } = await attempt('before', (running) => change(running, subject))
      assert.deepEqual([replayed, await getChanges(subject)], [false, 1])

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
      assert.equal(await getChanges(other), 1)
    })

    test('an attempt whose key was taken over changes nothing any more', async () => {
      const subject = crypto.randomUUID()
      const { database } = testServer.server.services
      const slow = attempt('taken', async (running) => {
        await asPrincipal(database, context, 'read write', (tx) =>
          tx
            .updateTable('idempotency_keys')
            .set({ claim_id: crypto.randomUUID() })
            .where('state', '=', 'claimed')
            .execute(),
        )
        await change(running, subject)
      })
      await assert.rejects(slow, hasCode('idempotency_in_flight'))
      assert.equal(await getChanges(subject), 0)
    })

    /** Claims one key under claims of two days, which are rows of two partitions. */
    function claims(key: string) {
      const { database } = testServer.server.services
      const { organization, workspace = '' } = context
      const scope = {
        organization_id: organization,
        scope_id: workspace,
        actor_id: organization,
        operation: 'two days',
      }
      const hashes = { key_hash: Buffer.from(key), request_hash: Buffer.alloc(32, 1) }
      const idOn = (day: number) =>
        `${firstIdAt(Date.now() + day * 86_400_000).slice(0, 24)}${crypto.randomUUID().slice(24)}`
      return {
        claim: (day: number, afterwards = async () => {}) =>
          asPrincipal(database, context, 'read write', async (tx) => {
            const claim = { claim_id: idOn(day), workspace, state: 'applied' as const }
            await claimKey(tx, testServer.server.services, scope, hashes, claim)
            await afterwards()
            return claim.claim_id
          }),
        kept: () =>
          asPrincipal(database, context, 'read only', async (tx) => {
            const rows = await tx
              .selectFrom('idempotency_keys')
              .select('claim_id')
              .where('operation', '=', 'two days')
              .where('key_hash', '=', hashes.key_hash)
              .execute()
            return rows.map(({ claim_id }) => claim_id)
          }),
        /** Makes a key look claimed this many hours ago. */
        age: (hours: number) =>
          asPrincipal(database, context, 'read write', (tx) =>
            tx
              .updateTable('idempotency_keys')
              .set({ claimed_at: new Date(Date.now() - hours * 3_600_000) })
              .where('key_hash', '=', hashes.key_hash)
              .execute(),
          ),
      }
    }

    test('a key is claimed once, though those who claim it at one time have the clocks of two days', async () => {
      const { claim, kept } = claims('at midnight')
      const began = Promise.withResolvers<void>()
      const go = Promise.withResolvers<void>()
      const first = claim(0, () => {
        began.resolve()
        return go.promise
      })
      await began.promise
      // On Postgres it waits for the first; the embedded database has one transaction at a time.
      const second = claim(1)
      await new Promise((resolve) => setTimeout(resolve, 200))
      go.resolve()
      await assert.rejects(second, hasCode('idempotency_outcome_unknown'))
      assert.deepEqual(await kept(), [await first])
    })

    test('a key is free after 24 hours, and its row is replaced wherever the new one belongs', async () => {
      const { claim, kept, age } = claims('a day old')
      await claim(0)
      await age(23.9)
      await assert.rejects(claim(1), hasCode('idempotency_outcome_unknown'))
      await age(24.1)
      const again = await claim(1)
      assert.deepEqual(await kept(), [again])
    })
  })
}
