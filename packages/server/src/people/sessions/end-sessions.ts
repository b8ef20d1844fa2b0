import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertRevocations } from '#access/tokens/revocation/revoking'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Deletes the sessions of a person. Runs as `bulkhead_identity`.
 *
 * @param except Session to keep.
 * @returns Ids of the sessions that ended.
 */
export async function deleteSessions(
  tx: ConfinedTransaction,
  person: string,
  except?: string,
): Promise<readonly string[]> {
  const rows = await tx
    .deleteFrom('identity.sessions')
    .where('person_id', '=', person)
    .$if(except !== undefined, (sessions) => sessions.where('id', '!=', except ?? null))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Ends the tokens that were minted in sessions. Runs as the organization. @returns Revocations for the other processes.
 */
export async function revokeSessions(
  tx: TenantTransaction,
  organization_id: string,
  sessions: readonly string[],
): Promise<readonly Revocation[]> {
  const revocations = sessions.map(
    (subject_id): Revocation => ({ organization_id, kind: 'token', subject_id, epoch: null }),
  )
  await insertRevocations(tx, revocations)
  return revocations
}
