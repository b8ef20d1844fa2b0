import { BulkheadError } from '@bulkhead/contract/errors'
import type { Principal } from '#access/request/principal'
import { readMembership } from '#people/read-membership'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { getSecondsLeft, readGrantLapse } from './grant-lapse.ts'

/**
 * Adds the rights of the person to the principal of a person's token that is bound to no workspace. The database is
 * asked on each request, as for sessions: the token only identifies the person, and the roles determine the rights.
 *
 * @throws BulkheadError `unauthenticated`
 */
export async function readPersonRights(database: Database, principal: Principal): Promise<Principal> {
  const { person = '', organization, epochs, grant_id = null } = principal
  const grant = await asIdentity(database, 'read only', async (tx) => {
    const found = await tx
      .selectFrom('identity.agent_grants')
      .select(['organization_id', 'identity_id', 'expires_at'])
      .where('grant_id', '=', grant_id)
      .executeTakeFirst()
    return found && { ...found, lapses_at: await readGrantLapse(tx, found) }
  })
  const membership = grant && (await readMembership(database, person))
  const isSame =
    membership?.organization === organization &&
    membership.person_epoch === epochs.person &&
    membership.epoch === epochs.organization
  const isPaused =
    getSecondsLeft(grant?.lapses_at) <= 0 ||
    (grant?.identity_id === null && membership?.passwords_off === true)
  if (!isSame || isPaused) throw new BulkheadError('unauthenticated', 'The token was revoked. Get a new one.')
  const { role, member } = membership
  return {
    ...principal,
    role,
    ...(member !== undefined && { member }),
    // Tokens that it mints expire with the grant, and with the sign-in on which the grant depends.
    ...(grant !== undefined && { ends_at: grant.expires_at }),
    ...(grant?.lapses_at !== undefined && { lapses_at: grant.lapses_at }),
    // The provider is responsible for the second factor of people who sign in there.
    ...(grant?.identity_id === null && membership.lacks_factor && { lacks_factor: true as const }),
  }
}
