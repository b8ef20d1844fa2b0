import type { SessionItem } from '@bulkhead/contract/people'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { ENDS_AT, IDLE_ENDS_AT, IS_WITHIN_LIMITS } from './session-limits.ts'

/** A session as it is read for the API. The token is not among its columns. */
interface SessionRow {
  readonly id: string
  readonly created_at: Date
  readonly used_at: Date
  readonly ends_at: Date
  readonly ip_address: string | null
  readonly user_agent: string | null
}

/** Selects the sessions of a person that are within the limits of the organization. Runs as `bulkhead_identity`. */
export function selectSessions(tx: ConfinedTransaction, organization: string, person: string | undefined) {
  return tx
    .selectFrom('identity.sessions as s')
    .leftJoin('identity.sign_in_policies as p', (join) => join.on('p.organization_id', '=', organization))
    .select(['s.id', 's.created_at', 's.used_at', 's.ip_address', 's.user_agent'])
    .select(sql<Date>`least(${ENDS_AT}, ${IDLE_ENDS_AT})`.as('ends_at'))
    .where('s.person_id', '=', person ?? null)
    .where(IS_WITHIN_LIMITS)
}

export function sessionItem(row: SessionRow, current: string): SessionItem {
  return {
    id: row.id,
    current: row.id === current,
    created_at: row.created_at.toISOString(),
    last_used_at: row.used_at.toISOString(),
    expires_at: row.ends_at.toISOString(),
    ip_address: row.ip_address || null,
    user_agent: row.user_agent || null,
  }
}
