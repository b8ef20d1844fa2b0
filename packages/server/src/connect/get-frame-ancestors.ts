import { sql } from 'kysely'
import { NIL } from 'uuid'
import { asAuthenticator } from '#platform/database/roles/as-authenticator'
import type { Database } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'

/**
 * Returns the origins whose pages may embed the page of a connect session. Empty if the session is unknown, has ended,
 * or allows none. The id is public and gives no right.
 */
export async function getFrameAncestors(database: Database, session_id: string): Promise<readonly string[]> {
  const row = await asAuthenticator(database, undefined, (tx) =>
    tx
      .selectFrom('connect_sessions')
      .select('allowed_origins')
      // A malformed id takes a query too, as every id does.
      .where('session_id', '=', isUuid(session_id) ? session_id : NIL)
      .where('status', '=', 'open')
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirst(),
  )
  return row?.allowed_origins ?? []
}
