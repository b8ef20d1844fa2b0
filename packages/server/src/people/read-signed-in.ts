import { BulkheadError } from '@bulkhead/contract/errors'
import type { SignedIn } from '@bulkhead/contract/people'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Identity } from './identity.ts'
import { readSessionOrigin } from './providers/session-origin.ts'
import { isProvenByPasskey, LACKS_FACTOR } from './second-factor/required-factor.ts'
import { selectSessions, sessionItem } from './sessions/session-item.ts'

interface Dependencies {
  readonly database: Database
  readonly identity: Identity
}

/** Reads the person who is signed in by a session. Runs with the rights of this person alone. */
export async function readSignedIn(
  { database, identity }: Dependencies,
  person_id: string,
  session_id: string,
): Promise<SignedIn> {
  const read = await asIdentity(database, 'read only', async (tx, become) => {
    const person = await tx
      .selectFrom('identity.people as p')
      .innerJoin('identity.members as m', 'm.person_id', 'p.id')
      .select(['p.id', 'p.name', 'p.email', 'm.role', 'm.organization_id', LACKS_FACTOR.as('lacks_factor')])
      .where('p.id', '=', person_id)
      .orderBy('m.created_at')
      .limit(1)
      .executeTakeFirst()
    if (person === undefined) return undefined
    const { organization_id: organization, lacks_factor, ...shown } = person
    const session = await selectSessions(tx, organization, person_id)
      .where('s.id', '=', session_id)
      .executeTakeFirst()
    if (session === undefined) return undefined
    const needs_second_factor =
      lacks_factor &&
      (await readSessionOrigin(tx, session_id)) === undefined &&
      !(await isProvenByPasskey(tx, { organization, person: person_id, session: session_id }))
    const rows = await become({ role: 'bulkhead_organization', organization })
    const { name } = await rows.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    return { session, person: shown, organization: { id: organization, name }, needs_second_factor }
  })
  // The session ended during this request.
  if (read === undefined) throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
  return {
    ...read,
    session: sessionItem(read.session, session_id),
    csrf_token: await identity.csrfTokenOf(session_id),
  }
}
