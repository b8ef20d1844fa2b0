import type { Principal } from '#access/request/principal'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Maximum age of a recent session. The person signed in for the decision, or shortly before. */
const RECENT_MS = 15 * 60_000

/** Returns whether the session of a person is recent. */
export async function isRecentSession(
  database: Database,
  { session }: Pick<Principal, 'session'>,
): Promise<boolean> {
  const found = await asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.sessions')
      .select('created_at')
      .where('id', '=', session ?? null)
      .executeTakeFirst(),
  )
  return found !== undefined && Date.now() - found.created_at.getTime() < RECENT_MS
}
