import { sql } from 'kysely'
import { CHUNK } from '#platform/database/chunk'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { LONGEST } from './session-limits.ts'

/** Deletes a chunk of the expired sessions, which are refused already. @returns Whether there may be more. */
export async function purgeSessions(database: Database): Promise<boolean> {
  return asIdentity(database, 'read write', async (tx) => {
    const expired = await tx
      .selectFrom('identity.sessions')
      .select('id')
      .where(({ or, eb }) =>
        or([
          eb('used_at', '<', sql<Date>`now() - make_interval(mins => ${LONGEST.idle_minutes})`),
          eb('created_at', '<', sql<Date>`now() - make_interval(hours => ${LONGEST.session_hours})`),
        ]),
      )
      .limit(CHUNK)
      .execute()
    if (expired.length === 0) return false
    const ids = expired.map(({ id }) => id)
    await tx
      .deleteFrom('identity.sessions')
      .where('id', '=', ({ fn, val }) => fn.any(val(ids)))
      .execute()
    return expired.length === CHUNK
  })
}
