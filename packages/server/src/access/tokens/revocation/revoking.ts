import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Principal } from '#access/request/principal'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { InsertTransaction, TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import { REVOCATION_CHANNEL, type Revocation } from './revocation.ts'
import type { RevocationFeed } from './revocation-feed.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Function that writes a revocation in the transaction that ends the right. */
export type Revoke = (right: Omit<Revocation, 'organization_id'>) => Promise<void>

/**
 * Runs `work`, which ends rights, in one transaction. When this returns, its revocations have taken effect in this
 * process. In every other process they are within a second.
 */
export async function revoking<T>(
  { database, revocations }: Dependencies,
  principal: Pick<Principal, 'organization' | 'workspace'>,
  work: (tx: TenantTransaction, revoke: Revoke) => Promise<T>,
): Promise<T> {
  const { result, made } = await asPrincipal(database, principal, 'read write', async (tx) => {
    const made: Revocation[] = []
    const result = await work(tx, async (right) => {
      const revocation = { ...right, organization_id: principal.organization }
      await insertRevocation(tx, revocation)
      made.push(revocation)
    })
    return { result, made }
  })
  revocations.apply(made)
  return result
}

/** Writes a revocation and notifies the other processes. Without the notification, their next poll would read it. */
export function insertRevocation(tx: InsertTransaction, revocation: Revocation): Promise<void> {
  return insertRevocations(tx, [revocation])
}

/** Writes any number of revocations. */
export async function insertRevocations(
  tx: InsertTransaction,
  revocations: readonly Revocation[],
): Promise<void> {
  if (revocations.length === 0) return
  // For other kinds, a trigger of the table takes the lock.
  for (const { kind, subject_id } of revocations) {
    if (kind === 'secret') await lockText(tx, LOCKS.rights, subject_id)
  }
  await tx
    .insertInto('revocations')
    .values(
      revocations.map(({ organization_id, kind, subject_id, epoch }) => ({
        organization_id,
        revocation_id: uuidv7(),
        kind,
        subject_id,
        epoch,
      })),
    )
    .execute()
  await sql`select pg_notify(${REVOCATION_CHANNEL}, '')`.execute(tx)
}
