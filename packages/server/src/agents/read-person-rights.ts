import { BulkheadError } from '@bulkhead/contract/errors'
import { readMembership } from '#identity/read-membership'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Principal } from '#request/principal'
import { getSecondsLeft, readGrantLapse } from './grant-lapse.ts'

/**
 * Adds what a person may to a token of the person that is of no workspace. The database is asked on each request, as it is
 * for sessions: the token says who it is, and the roles say what that is worth.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function readPersonRights(database: Database, principal: Principal): Promise<Principal> {
  const { person = '', organization, epochs, grant_id = null } = principal
  const grant = await asIdentity(database, 'read only', async (tx) => {
    const found = await tx
      .selectFrom('identity.agent_grants')
      .select(['organization_id', 'identity_id'])
      .where('grant_id', '=', grant_id)
      .executeTakeFirst()
    return found && { identity_id: found.identity_id, lapses_at: await readGrantLapse(tx, found) }
  })
  const membership = grant && (await readMembership(database, person))
  const isSame =
    membership?.organization === organization &&
    membership.person_epoch === epochs.person &&
    membership.epoch === epochs.organization
  if (!isSame || getSecondsLeft(grant?.lapses_at) <= 0)
    throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  const { role, member } = membership
  return {
    ...principal,
    role,
    ...(member !== undefined && { member }),
    // What it mints ends with what it rests on.
    ...(grant?.lapses_at !== undefined && { lapses_at: grant.lapses_at }),
    // What a provider signed in has its factor there.
    ...(grant?.identity_id === null && membership.lacks_factor && { lacks_factor: true as const }),
  }
}
