import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Whom a person acts for. */
export interface Membership {
  readonly organization: string
  readonly role: 'owner'
  /** Epoch of the organization. */
  readonly epoch: number
}

/** The organization of a person: the one joined first. */
export function readMembership(database: Database, person_id: string): Promise<Membership | undefined> {
  return asIdentity(database, 'read only', async (tx, become) => {
    const member = await tx
      .selectFrom('identity.members')
      .select(['organization_id as organization', 'role'])
      .where('person_id', '=', person_id)
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst()
    if (member === undefined) return undefined
    await become({ role: 'bulkhead_authenticator', organization: member.organization })
    const { epoch } = await tx
      .selectFrom('organizations')
      .select('epoch')
      .where('organization_id', '=', member.organization)
      .executeTakeFirstOrThrow()
    return { ...member, epoch }
  })
}
