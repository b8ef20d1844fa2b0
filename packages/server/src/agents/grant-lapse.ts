import { readIdentityLapse } from '#identity/providers/session-origin'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction, Database } from '#platform/database/roles/confine'

interface GrantOrigin {
  readonly organization_id: string
  /** Null: the person was signed in by a password. */
  readonly identity_id: string | null
}

/** Reads until when the sign-in counts in which a grant was made; undefined for a password. Runs as `bulkhead_identity`. */
export async function readGrantLapse(
  tx: ConfinedTransaction,
  { organization_id, identity_id }: GrantOrigin,
): Promise<Date | undefined> {
  return identity_id === null ? undefined : readIdentityLapse(tx, organization_id, identity_id)
}

/** Seconds until a sign-in counts no more; 0 or less once it does not. */
export function getSecondsLeft(lapses_at: Date | undefined): number {
  return lapses_at === undefined ? Number.POSITIVE_INFINITY : (lapses_at.getTime() - Date.now()) / 1000
}

/**
 * Whether a grant is paused: its person was signed in by a provider, which has to confirm again who that is. The grant
 * goes on once the person has signed in there.
 */
export function isGrantPaused(database: Database, grant_id: string): Promise<boolean> {
  return asIdentity(database, 'read only', async (tx) => {
    const grant = await tx
      .selectFrom('identity.agent_grants')
      .select(['organization_id', 'identity_id'])
      .where('grant_id', '=', grant_id)
      .executeTakeFirst()
    return grant !== undefined && getSecondsLeft(await readGrantLapse(tx, grant)) <= 0
  })
}
