import type { KeyObject } from 'node:crypto'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { getIdempotency, type OperationShape } from '@bulkhead/contract/operation'
import { v7 as uuidv7 } from 'uuid'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { getSqlstate } from '#platform/database/schema/sqlstate'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import type { IdempotencyContext } from '../request/once.ts'
import type { RequestContext } from '../request/principal.ts'
import { claimKey, inFlight } from './claim-key.ts'
import { hashRequest } from './hashes.ts'
import type { IdempotencyProcess } from './once.ts'
import { IdempotentReplay, type Reply } from './once.ts'
import { getScope, lendDataKey, ownDataKey, readDataKey, workspaceSealing } from './scope.ts'
import { sealReply } from './sealed-reply.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly idempotency: IdempotencyProcess
  readonly log: Log
}

/**
 * Runs `run` at most once for an idempotency key, however often this is called. It adds two short transactions, one
 * before and one after. A change of rows is marked in its own transaction, so after a crash it is known whether the
 * attempt made the change. If a request to a service was sent, its outcome may remain unknown.
 *
 * @returns The result of the first request, and whether that was an earlier request.
 * @throws What `run` throws, unless the error is stored: then it is returned.
 */
export async function runOnce(
  services: Dependencies,
  operation: OperationShape,
  context: RequestContext,
  key: string,
  input: unknown,
  run: (context: RequestContext) => Promise<unknown>,
): Promise<{ reply: Reply; replayed: boolean }> {
  const attempt = startAttempt(services, operation, context, key, input)
  try {
    if (getIdempotency(operation) === 'always') {
      // An operation without audit marks nothing in a transaction, so it counts as applied from the start.
      await attempt.claim(operation.audit === null ? 'applied' : 'claimed', context.workspace)
    }
    const reply: Reply = { output: await run({ ...context, idempotencyContext: attempt.idempotencyContext }) }
    await attempt.keep(reply)
    return { reply, replayed: false }
  } catch (thrown) {
    if (thrown instanceof IdempotentReplay) return { reply: thrown.reply, replayed: true }
    await attempt.fail(thrown)
    throw thrown
  } finally {
    attempt.end()
  }
}

function startAttempt(
  services: Dependencies,
  operation: OperationShape,
  context: RequestContext,
  key: string,
  input: unknown,
) {
  const { database, keyring, idempotency, log } = services
  const claim_id = uuidv7()
  const scope = getScope(context, operation)
  let claimed: { state: 'claimed' | 'applied'; key_hash: Buffer; workspace: string | undefined } | undefined

  let lent: KeyObject | undefined
  let isUnsent = false

  const ownRow = (tx: TenantTransaction) =>
    tx.updateTable('idempotency_keys').where('claim_id', '=', claim_id)

  async function claim(state: 'claimed' | 'applied', concerned: string | undefined): Promise<void> {
    const workspace = workspaceSealing(operation, context, concerned)
    idempotency.running.add(claim_id)
    lent = await lendDataKey(database, keyring, context)
    const key_hash = await asPrincipal(database, context, 'read write', async (tx) => {
      const hashes = hashRequest(await ownDataKey(tx, keyring, context, lent), key, input)
      await claimKey(tx, services, scope, hashes, { claim_id, workspace, state }, lent)
      return hashes.key_hash
    })
    claimed = { state, key_hash, workspace }
  }

  const idempotencyContext: IdempotencyContext = {
    begin: (workspace) => claim('applied', workspace),
    unsent() {
      isUnsent = true
    },
    async applied(tx, concerned) {
      if (claimed === undefined) return
      claimed.workspace = workspaceSealing(operation, context, concerned) ?? claimed.workspace
      const { numUpdatedRows } = await ownRow(tx)
        .set({ state: 'applied', workspace_id: claimed.workspace ?? null })
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw inFlight()
    },
  }

  /** Stores the reply. If that fails, later requests with the key get `idempotency_outcome_unknown`, which is true. */
  async function keep(reply: Reply): Promise<void> {
    if (claimed === undefined) return
    const { key_hash, workspace } = claimed
    try {
      await asPrincipal(database, context, 'read write', async (tx) => {
        const dataKey = await readDataKey(tx, keyring, context.organization, workspace, lent)
        if (dataKey === undefined) return forget(tx, false)
        await ownRow(tx)
          .set({ state: 'done', sealed_reply: sealReply(dataKey, scope, key_hash, reply) })
          .execute()
      })
    } catch (error) {
      log.warn(
        { code: getSqlstate(error), request_id: context.request_id },
        'an idempotent reply could not be stored',
      )
    }
  }

  async function forget(tx: TenantTransaction, unlessApplied: boolean): Promise<void> {
    await tx
      .deleteFrom('idempotency_keys')
      .where('claim_id', '=', claim_id)
      .$if(unlessApplied, (rows) => rows.where('state', '=', 'claimed'))
      .execute()
  }

  return {
    idempotencyContext,
    claim,
    keep,
    /** Frees the key if nothing was done, so that the caller can send the request again. */
    async fail(thrown: unknown): Promise<void> {
      if (claimed === undefined) return
      if (isUnknown(thrown)) return keep({ error: { ...toError(thrown), request_id: context.request_id } })
      // After an internal error, only the marks of transactions tell how far the attempt came.
      const { state } = claimed
      if (state === 'applied' && !isUnsent && isFaultOfOurs(thrown)) return
      try {
        await asPrincipal(database, context, 'read write', (tx) => forget(tx, state === 'claimed'))
      } catch (error) {
        log.warn(
          { code: getSqlstate(error), request_id: context.request_id },
          'an idempotency key could not be freed',
        )
      }
    },
    end: () => void idempotency.running.delete(claim_id),
  }
}

function isUnknown(thrown: unknown): thrown is BulkheadError {
  return thrown instanceof BulkheadError && thrown.code === 'outcome_unknown'
}

const OURS: readonly ErrorCode[] = ['internal', 'unavailable', 'key_unavailable']

function isFaultOfOurs(thrown: unknown): boolean {
  return !(thrown instanceof BulkheadError) || OURS.includes(thrown.code)
}

function toError({ code, message, details }: BulkheadError) {
  return { code, message, details }
}
