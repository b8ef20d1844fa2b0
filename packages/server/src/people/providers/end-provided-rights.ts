import { sql } from 'kysely'
import type { Revocation } from '#access/tokens/revocation/revocation'
import { insertRevocations } from '#access/tokens/revocation/revoking'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Removes the roles and workspace levels that a provider gave. Tokens of the people concerned end. Runs as the
 * organization.
 *
 * @param person_id The only person concerned; absent for everybody.
 * @returns Revocations for the other processes.
 */
export async function endProvidedRights(
  tx: TenantTransaction,
  provider_id: string,
  person_id?: string,
): Promise<readonly Revocation[]> {
  const demoted = await tx
    .updateTable('identity.members')
    .set({ role: 'member', role_provider_id: null })
    .where('role_provider_id', '=', provider_id)
    .where('role_origin', '=', 'provider')
    .where('role', '!=', 'owner')
    .$if(person_id !== undefined, (query) => query.where('person_id', '=', person_id ?? null))
    .returning('person_id')
    .execute()
  const left = await tx
    .deleteFrom('workspace_members')
    .where('provider_id', '=', provider_id)
    .where('origin', '=', 'provider')
    .$if(person_id !== undefined, (query) => query.where('person_id', '=', person_id ?? null))
    .returning('person_id')
    .execute()
  const people = [...new Set([...demoted, ...left].map((row) => row.person_id))]
  if (people.length === 0) return []
  const raised = await tx
    .updateTable('identity.members')
    .set({ epoch: sql<number>`epoch + 1` })
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .returning(['person_id', 'epoch'])
    .execute()
  const revocations = raised.map(
    (row): Revocation => ({
      organization_id: tx.scope.organization,
      kind: 'member',
      subject_id: row.person_id,
      epoch: row.epoch,
    }),
  )
  await insertRevocations(tx, revocations)
  return revocations
}
