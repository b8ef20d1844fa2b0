import type { SessionItem } from '@bulkhead/contract/people'
import type { Selectable } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'
import { SESSION_MOST_SECONDS } from '../better-auth.ts'

/** Columns of a session that the API shows. The token is not among them. */
export const SHOWN = ['id', 'created_at', 'updated_at', 'expires_at', 'ip_address', 'user_agent'] as const

export function sessionItem(
  row: Pick<Selectable<Schema['identity.sessions']>, (typeof SHOWN)[number]>,
  current: string,
): SessionItem {
  const longest = row.created_at.getTime() + SESSION_MOST_SECONDS * 1000
  return {
    id: row.id,
    current: row.id === current,
    created_at: row.created_at.toISOString(),
    last_used_at: row.updated_at.toISOString(),
    expires_at: new Date(Math.min(row.expires_at.getTime(), longest)).toISOString(),
    ip_address: row.ip_address || null,
    user_agent: row.user_agent || null,
  }
}
