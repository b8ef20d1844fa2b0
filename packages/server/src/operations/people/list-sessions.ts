import type { listSessions as operation } from '@bulkhead/contract/people'
import { selectSessions, sessionItem } from '#people/sessions/session-item'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

const MOST = 100

/** Lists the active sessions of the calling person, newest first. */
export const listSessions: Handler<typeof operation> = async (
  { database },
  { organization, person, token_id },
) => {
  const rows = await asIdentity(database, 'read only', (tx) =>
    selectSessions(tx, organization, person).orderBy('s.id', 'desc').limit(MOST).execute(),
  )
  return { data: rows.map((row) => sessionItem(row, token_id)) }
}
