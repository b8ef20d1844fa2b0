import { type KeyObject, timingSafeEqual } from 'node:crypto'
import { BulkheadError } from '@bulkhead/contract/errors'
import { type Selectable, sql } from 'kysely'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import type { Schema } from '#platform/database/schema/tables'
import type { Keyring } from '#platform/vault/keyring'
import type { IdempotencyHashes } from './hashes.ts'
import type { IdempotencyProcess } from './once.ts'
import { IdempotentReplay } from './once.ts'
import { type IdempotencyScope, readDataKey } from './scope.ts'
import { openReply } from './sealed-reply.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly idempotency: IdempotencyProcess
}

/** Lifetime of a key in hours. */
export const KEPT_HOURS = 24
/**
 * Seconds after which a claim without a result counts as abandoned. Longer than any call, which takes a minute at most
 * and some time to store its result.
 */
const LONGEST_CALL_SECONDS = 120

type Row = Selectable<Schema['idempotency_keys']> & { expired: boolean; overdue: boolean }

/** Attempt to execute a request. */
export interface Claim {
  readonly claim_id: string
  readonly workspace: string | undefined
  /** State of the work when the key is claimed. */
  readonly state: 'claimed' | 'applied'
}

/**
 * Claims a key for this attempt. A key is free if nobody used it in the last 24 hours, or if the earlier attempt ended
 * without an effect.
 *
 * @throws IdempotentReplay if an earlier attempt has the reply.
 * @throws BulkheadError `idempotency_mismatch`, `idempotency_in_flight`, `idempotency_outcome_unknown`
 */
export async function claimKey(
  tx: TenantTransaction,
  services: Dependencies,
  scope: IdempotencyScope,
  hashes: IdempotencyHashes,
  { claim_id, workspace, state }: Claim,
  lent?: KeyObject | undefined,
): Promise<void> {
  // No unique index spans the partitions. So concurrent claims of one key take turns by this lock. Each one sees what
  // the earlier ones have committed, in any partition.
  const lock = hashes.key_hash.toString('hex')
  await lockText(tx, LOCKS.idempotencyKey, lock)
  const row = await lockRow(tx, scope, hashes.key_hash)
  if (row !== undefined) {
    await assertUnused(tx, services, scope, hashes, row, lent)
    // The new row may be in another partition. An abandoned attempt no longer finds the row of its claim.
    await tx.deleteFrom('idempotency_keys').where('claim_id', '=', row.claim_id).execute()
  }
  await tx
    .insertInto('idempotency_keys')
    .values({
      ...scope,
      key_hash: hashes.key_hash,
      request_hash: hashes.request_hash,
      workspace_id: workspace ?? null,
      claim_id,
      process_id: services.idempotency.process_id,
      state,
    })
    .execute()
}

function lockRow(
  tx: TenantTransaction,
  { scope_id, actor_id, operation }: IdempotencyScope,
  key_hash: Buffer,
): Promise<Row | undefined> {
  return tx
    .selectFrom('idempotency_keys')
    .selectAll()
    .select([
      sql<boolean>`claimed_at < now() - make_interval(hours => ${KEPT_HOURS})`.as('expired'),
      sql<boolean>`claimed_at < now() - make_interval(secs => ${LONGEST_CALL_SECONDS})`.as('overdue'),
    ])
    .where('scope_id', '=', scope_id)
    .where('actor_id', '=', actor_id)
    .where('operation', '=', operation)
    .where('key_hash', '=', key_hash)
    .forUpdate()
    .executeTakeFirst()
}

async function assertUnused(
  tx: TenantTransaction,
  services: Dependencies,
  scope: IdempotencyScope,
  { key_hash, request_hash }: IdempotencyHashes,
  row: Row,
  lent: KeyObject | undefined,
): Promise<void> {
  if (row.expired) return
  if (!timingSafeEqual(request_hash, row.request_hash)) {
    throw new BulkheadError(
      'idempotency_mismatch',
      'This Idempotency-Key was used for another request. Use a new key for a new request.',
    )
  }
  if (row.state === 'done' && row.sealed_reply !== null) {
    const workspace = row.workspace_id ?? undefined
    const dataKey = await readDataKey(tx, services.keyring, scope.organization_id, workspace, lent)
    // The workspace was deleted. Its replies are lost, and so is everything that the request did in it.
    if (dataKey === undefined) return
    throw new IdempotentReplay(openReply(dataKey, scope, key_hash, row.sealed_reply))
  }
  if (!isAbandoned(services, row)) throw inFlight()
  if (row.state === 'claimed') return
  throw new BulkheadError(
    'idempotency_outcome_unknown',
    'The first request with this Idempotency-Key was interrupted: it was done, or may have been. Check before you try again with a new key.',
  )
}

/** Returns whether an attempt ended without storing a result. */
function isAbandoned(
  { database, idempotency }: Pick<Dependencies, 'database' | 'idempotency'>,
  row: Row,
): boolean {
  if (row.process_id === idempotency.process_id) return !idempotency.running.has(row.claim_id)
  if (row.overdue) return true
  // No other process uses an embedded database, so the process that claimed the key has ended.
  return database.follow === undefined
}

export function inFlight(): BulkheadError {
  return new BulkheadError(
    'idempotency_in_flight',
    'The first request with this Idempotency-Key is still in progress. Try again in a second.',
    { retryAfter: 1 },
  )
}
