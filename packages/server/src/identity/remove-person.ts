import { BulkheadError } from '@bulkhead/contract/errors'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import type { Revocation } from '#tokens/revocation/revocation'
import type { RevocationFeed } from '#tokens/revocation/revocation-feed'
import { insertRevocations } from '#tokens/revocation/revoking'

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
}

/** Who is removed, from which organization, and by whom. */
export interface Removal {
  readonly organization: string
  readonly person: string
  /** Person who asks, and who has to be a member still. Absent for the operator. */
  readonly by?: string
}

/**
 * Removes a person from an organization: the membership, the sessions and the account. Tokens that the person minted
 * are dead. Owners are locked in one order, so that of two removals at once the second sees what the first has left.
 *
 * @param record Records it as the organization, in the same transaction.
 * @throws BulkheadError `person_not_found`, `last_owner`, `unauthenticated`
 */
export async function removePerson(
  { database, revocations }: Dependencies,
  { organization, person: given, by }: Removal,
  record: (tx: TenantTransaction) => Promise<void>,
): Promise<void> {
  if (!isUuid(given)) throw personNotFound()
  const person = given.toLowerCase()
  const revocation: Revocation = {
    organization_id: organization,
    kind: 'person',
    subject_id: person,
    epoch: null,
  }
  await asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    const owners = await lockOwners(rows)
    if (by !== undefined && !owners.includes(by)) {
      throw new BulkheadError('unauthenticated', 'You were removed from the organization.')
    }
    if (!owners.includes(person)) throw personNotFound()
    if (owners.length === 1) throw lastOwner()
    await rows.deleteFrom('identity.members').where('person_id', '=', person).execute()
    await insertRevocations(rows, [revocation])
    await record(rows)
    await become({ role: 'bulkhead_identity' })
    // Sessions, passwords and links go with the person.
    await tx
      .deleteFrom('identity.people')
      .where('id', '=', person)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('identity.members').select('role').where('person_id', '=', person))),
      )
      .execute()
    await tx.deleteFrom('identity.sessions').where('person_id', '=', person).execute()
  })
  revocations.apply([revocation])
}

async function lockOwners(tx: TenantTransaction): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('identity.members')
    .select('person_id')
    .where('role', '=', 'owner')
    .orderBy('person_id')
    .forUpdate()
    .execute()
  return rows.map(({ person_id }) => person_id)
}

/** The error for a person whom the organization does not have, whether or not another does. */
export function personNotFound(): BulkheadError {
  return new BulkheadError('person_not_found', 'There is no such person.')
}

function lastOwner(): BulkheadError {
  return new BulkheadError(
    'last_owner',
    'This is the only owner of the organization. Let another one sign up first, by a link of the operator: bulkhead operator owners link',
  )
}
