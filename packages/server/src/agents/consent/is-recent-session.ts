import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import type { Principal } from '#request/principal'

/** Sessions as young as this were signed in to for the decision, or shortly before. */
const RECENT_MS = 15 * 60_000

/** Returns whether the session of a person is young. */
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
