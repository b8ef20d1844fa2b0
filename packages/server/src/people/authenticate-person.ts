import { BulkheadError } from '@bulkhead/contract/errors'
import type { Principal } from '#access/request/principal'
import { WEB_CLIENT_ID } from '#access/tokens/claims'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Identity } from './identity.ts'
import { lapsed } from './providers/session-origin.ts'
import { readMembership } from './read-membership.ts'
import { noteUse } from './sessions/session-limits.ts'

interface Dependencies {
  readonly database: Database
  readonly identity: Identity
}

/**
 * Finds the person who is signed in by a session cookie. The database is asked on each request: requests of people are
 * few, and a session that has ended must be refused in every process.
 *
 * @param isUse Whether somebody uses the session. A page that only refreshes itself does not.
 * @throws BulkheadError `unauthenticated`
 */
export async function authenticatePerson(
  { database, identity }: Dependencies,
  cookies: string,
  isUse: boolean,
): Promise<Principal> {
  const session = await identity.sessionOf(cookies)
  const member = session && (await readMembership(database, session.person_id, session.id))
  if (session === undefined || member === undefined) {
    throw new BulkheadError('unauthenticated', 'This cookie belongs to no session. Sign in again.')
  }
  const { origin, times } = member
  if (origin !== undefined && origin.lapses_at.getTime() <= Date.now()) throw lapsed()
  if (isUse && times?.is_use_due === true) {
    // A database that takes no writes still serves reads.
    await asIdentity(database, 'read write', (tx) => noteUse(tx, session.id)).catch(() => {})
  }
  return {
    kind: 'person',
    organization: member.organization,
    role: member.role,
    ...(member.member !== undefined && { member: member.member }),
    person: session.person_id,
    session: session.id,
    client_id: WEB_CLIENT_ID,
    epochs: { organization: member.epoch, person: member.person_epoch },
    token_id: session.id,
    ...(origin !== undefined && { lapses_at: origin.lapses_at }),
    ...(times !== undefined && { ends_at: times.ends_at }),
    ...(member.lacks_factor && { lacks_factor: true as const }),
  }
}
