import type { Output } from '@bulkhead/contract/operation'
import type { listSessions as operation } from '@bulkhead/contract/people'
import { sql } from 'kysely'
import { SESSION_MOST_SECONDS } from '#identity/better-auth'
import { SHOWN, sessionItem } from '#identity/sessions/session-item'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Principal } from '#request/principal'

const MOST = 100

/** Lists the active sessions of the calling person, newest first. */
export async function listSessions(
  { database }: Services,
  { person, token_id }: Principal,
): Promise<Output<typeof operation>> {
  const rows = await asIdentity(database, 'read only', (tx) =>
    tx
      .selectFrom('identity.sessions')
      .select(SHOWN)
      .where('person_id', '=', person ?? null)
      .where('expires_at', '>', sql<Date>`now()`)
      .where('created_at', '>', new Date(Date.now() - SESSION_MOST_SECONDS * 1000))
      .orderBy('id', 'desc')
      .limit(MOST)
      .execute(),
  )
  return { data: rows.map((row) => sessionItem(row, token_id)) }
}
