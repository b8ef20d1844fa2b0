import { foldAddress } from '#identity/email-address'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import { OperatorError } from './operator-error.ts'

/** Owner of an organization, as shown to the operator. */
export interface Owner {
  readonly organization_id: string
  readonly id: string
  readonly name: string
  readonly email: string
}

/**
 * Lists owners by organization, oldest first. The owners of one organization are in the order in which they signed up.
 */
export function listOwners(tx: ConfinedTransaction, organization_id?: string) {
  return tx
    .selectFrom('identity.members as m')
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select(['m.organization_id', 'p.id', 'p.name', 'p.email', 'm.created_at'])
    .where('m.role', '=', 'owner')
    .$if(organization_id !== undefined, (rows) =>
      rows.where('m.organization_id', '=', organization_id ?? null),
    )
    .orderBy('m.organization_id')
    .orderBy('m.created_at')
    .orderBy('p.id')
    .execute()
}

/** Finds an owner by id or e-mail address. @throws OperatorError */
export async function findOwner(tx: ConfinedTransaction, given: string): Promise<Owner> {
  const found = await tx
    .selectFrom('identity.members as m')
    .innerJoin('identity.people as p', 'p.id', 'm.person_id')
    .select(['m.organization_id', 'p.id', 'p.name', 'p.email'])
    .where('m.role', '=', 'owner')
    .$if(isUuid(given), (rows) => rows.where('p.id', '=', given.toLowerCase()))
    .$if(!isUuid(given), (rows) => rows.where('p.email', '=', foldAddress(given)))
    .orderBy('m.created_at')
    .limit(1)
    .executeTakeFirst()
  if (found === undefined) {
    throw new OperatorError('There is no such owner. See: bulkhead operator owners list')
  }
  return found
}
