import { readIdentityLapse } from '#people/providers/session-origin'
import { readMembership } from '#people/read-membership'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'

interface GrantOrigin {
  readonly organization_id: string
  /** Null: the person signed in by a password or a passkey. */
  readonly identity_id: string | null
}

/**
 * Reads the time until which the sign-in of a grant is valid; undefined for a password or a passkey. Runs as
 * `bulkhead_identity`.
 */
export async function readGrantLapse(
  tx: ConfinedTransaction,
  { organization_id, identity_id }: GrantOrigin,
): Promise<Date | undefined> {
  return identity_id === null ? undefined : readIdentityLapse(tx, organization_id, identity_id)
}

/** Returns the seconds until a sign-in lapses: 0 or less if it has lapsed. */
export function getSecondsLeft(lapses_at: Date | undefined): number {
  return lapses_at === undefined ? Number.POSITIVE_INFINITY : (lapses_at.getTime() - Date.now()) / 1000
}

/**
 * Reads why a grant is paused. If the person signed in by a provider, the provider may have to confirm the person
 * again. Otherwise a second factor may be required first, or passwords may be off. The grant continues once the person
 * has done what is required, or passwords are on again.
 *
 * @returns Instruction for the person; undefined for a grant that is not paused.
 */
export async function readPause(database: Database, grant_id: string): Promise<string | undefined> {
  const grant = await asIdentity(database, 'read only', async (tx) => {
    const found = await tx
      .selectFrom('identity.agent_grants')
      .select(['organization_id', 'identity_id', 'person_id'])
      .where('grant_id', '=', grant_id)
      .executeTakeFirst()
    return found && { ...found, seconds: getSecondsLeft(await readGrantLapse(tx, found)) }
  })
  if (grant === undefined) return undefined
  if (grant.seconds <= 0) return "the person must sign in again with the organization's provider"
  if (grant.identity_id !== null) return undefined
  const membership = await readMembership(database, grant.person_id)
  if (membership?.passwords_off === true)
    return 'the organization has turned passwords off: the person must sign in with its provider and connect again'
  return membership?.lacks_factor === true
    ? 'the organization requires a second factor: the person must set one up in the web app'
    : undefined
}
