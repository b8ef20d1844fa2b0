import type { Output } from '@bulkhead/contract/operation'
import type { listSessions as operation } from '@bulkhead/contract/people'
import { selectSessions, sessionItem } from '#identity/sessions/session-item'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Principal } from '#request/principal'

const MOST = 100

/** Lists the active sessions of the calling person, newest first. */
export async function listSessions(
  { database }: Services,
  { organization, person, token_id }: Principal,
): Promise<Output<typeof operation>> {
  const rows = await asIdentity(database, 'read only', (tx) =>
    selectSessions(tx, organization, person).orderBy('s.id', 'desc').limit(MOST).execute(),
  )
  return { data: rows.map((row) => sessionItem(row, token_id)) }
}
