import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { insertRevocations } from '#access/tokens/revocation/revoking'
import { asIdentity, type Become } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { assertAnotherOwner, lockIdentities, lockPeople } from './lock-people.ts'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Person to remove, with the organization and the caller. */
export interface Removal {
  readonly organization: string
  readonly person: string
  /** Person who makes the request and must still be an owner or an admin. Absent for the operator. */
  readonly by?: string
}

/**
 * Removes a person from an organization: the membership, the sessions and the account. Tokens that the person minted
 * end.
 *
 * @param record Writes the audit record as the organization, in the same transaction.
 * @throws BulkheadError `person_not_found`, `last_owner`, `unauthenticated`, `not_permitted`
 */
export async function removePerson(
  { database, revocations }: Dependencies,
  { organization, person: given, by }: Removal,
  record: (tx: TenantTransaction) => Promise<void>,
): Promise<void> {
  const revocation = await asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    await lockIdentities(rows, given)
    const locked = await lockPeople(rows, given, by)
    assertAnotherOwner(locked)
    await record(rows)
    return endMembership(tx, become, rows, locked.person)
  })
  revocations.apply([revocation])
}

/**
 * Ends the membership of a locked person and the person's sessions. If it was the only membership, the account is
 * deleted too. The transaction runs as the organization before and after.
 *
 * @returns The revocation for the other processes, already written.
 */
export async function endMembership(
  tx: ConfinedTransaction,
  become: Become,
  rows: TenantTransaction,
  person: string,
): Promise<Revocation> {
  const { organization } = rows.scope
  const revocation: Revocation = {
    organization_id: organization,
    kind: 'person',
    subject_id: person,
    epoch: null,
  }
  await rows.deleteFrom('identity.members').where('person_id', '=', person).execute()
  await insertRevocations(rows, [revocation])
  await become({ role: 'bulkhead_identity' })
  // Deleting the person also deletes sessions, passwords and links.
  await tx
    .deleteFrom('identity.people')
    .where('id', '=', person)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('identity.members').select('role').where('person_id', '=', person))),
    )
    .execute()
  await tx.deleteFrom('identity.sessions').where('person_id', '=', person).execute()
  await become({ role: 'bulkhead_organization', organization })
  return revocation
}
