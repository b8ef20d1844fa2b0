import { CHUNK } from '#platform/database/chunk'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'

/** Deletes sessions that have expired, which count no more already. @returns Whether there may be more. */
export async function forgetSessions(database: Database): Promise<boolean> {
  const { numDeletedRows } = await asIdentity(database, 'read write', (tx) =>
    tx
      .deleteFrom('identity.sessions')
      .where('id', 'in', (sessions) =>
        sessions
          .selectFrom('identity.sessions as expired')
          .select('expired.id')
          .where('expired.expires_at', '<', new Date())
          .limit(CHUNK),
      )
      .executeTakeFirst(),
  )
  return numDeletedRows === BigInt(CHUNK)
}
