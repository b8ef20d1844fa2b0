import { sql } from 'kysely'
import { insertAuditRecord } from '#journal/audit/insert-audit-record'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Directory } from './directory-token.ts'
import { ScimError } from './scim-error.ts'

/** Error for an owner whom a directory wants to remove. Only another owner removes an owner. */
export class KeptOwner extends ScimError {
  readonly person: string
  readonly isLast: boolean

  constructor(person: string, isLast: boolean) {
    super(
      409,
      isLast
        ? 'This is the only owner of the organization. Make somebody else an owner first, under People.'
        : 'The person is an owner of the organization. Only another owner can remove them, under People.',
    )
    this.person = person
    this.isLast = isLast
  }
}

/**
 * Notes that a directory wanted to remove an owner, so that owners see it. Directories repeat such a request, so it is
 * recorded once an hour.
 */
export async function noteKeptOwner(
  database: Database,
  { organization, provider_id, token_id }: Directory,
  { person, isLast }: KeptOwner,
  request_id: string,
): Promise<void> {
  await asPrincipal(database, { organization }, 'read write', async (tx) => {
    const noted = await tx
      .updateTable('identity.identities')
      .set({ removal_refused_at: sql<Date>`now()` })
      .where('person_id', '=', person)
      .where('provider_id', '=', provider_id)
      .where(({ eb, or }) =>
        or([
          eb('removal_refused_at', 'is', null),
          eb('removal_refused_at', '<', sql<Date>`now() - interval '1 hour'`),
        ]),
      )
      .returning('identity_id')
      .execute()
    if (noted.length === 0) return
    await insertAuditRecord(tx, {
      ...{ organization_id: organization, event: 'removePerson', outcome: 'refused' },
      ...{ code: isLast ? 'last_owner' : 'not_permitted', subject_id: person, token_id, request_id },
    })
  })
}
