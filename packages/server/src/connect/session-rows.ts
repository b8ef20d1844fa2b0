import type { ConnectSession } from '@bulkhead/contract/connect/sessions'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { type Selectable, sql, type UpdateObject } from 'kysely'
import { toAccount, toEndUser } from '#connections/credential-source'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { isUuid } from '#platform/identifiers'

/** Stored connect session. */
export type SessionRow = Selectable<Schema['connect_sessions']>

/** Selects sessions (`s`) with the name of their workspace. */
function selectSessions(tx: TenantTransaction) {
  return tx
    .selectFrom('connect_sessions as s')
    .innerJoin('workspaces as w', sameTenant('w', 's', 'workspace_id'))
    .selectAll('s')
    .select('w.name as workspace_name')
}

/** Finds a session with the name of its workspace, or returns undefined. */
export async function findSession(tx: TenantTransaction, session_id: string) {
  if (!isUuid(session_id)) return undefined
  return selectSessions(tx).where('s.session_id', '=', session_id).executeTakeFirst()
}

/**
 * Finds a session and locks it until the transaction ends, so that only one of several concurrent requests ends it. The
 * session is locked before any connector.
 */
export async function lockSession(tx: TenantTransaction, session_id: string) {
  if (!isUuid(session_id)) return undefined
  return tx
    .selectFrom('connect_sessions')
    .selectAll()
    .select(sql<boolean>`expires_at <= now()`.as('is_expired'))
    .select(sql<boolean>`coalesce(confirm_until <= now(), false)`.as('is_overdue'))
    .where('session_id', '=', session_id)
    .forUpdate()
    .executeTakeFirst()
}

/** Updates a locked session. @returns The updated session. */
export function updateSession(
  tx: TenantTransaction,
  { workspace_id, session_id }: Pick<SessionRow, 'workspace_id' | 'session_id'>,
  change: UpdateObject<Schema, 'connect_sessions', 'connect_sessions'>,
): Promise<SessionRow> {
  return tx
    .updateTable('connect_sessions')
    .set(change)
    .where('workspace_id', '=', workspace_id)
    .where('session_id', '=', session_id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Columns of an ended session. The secrets of its link and its browser are removed. */
export const ENDED = {
  ended_at: sql<Date>`now()`,
  nonce_hash: null,
  nonce_expires_at: null,
  begun: null,
} as const

/** Returns the error for a session that the principal cannot see, whether or not it exists. */
export function sessionNotFound(): BulkheadError {
  return new BulkheadError('connect_session_not_found', 'There is no such connect session.')
}

/** Returns the error for a session that is in another state than the request needs. */
export function wrongState(status: SessionRow['status'], needed: string): BulkheadError {
  return new BulkheadError('connect_session_state', `The connect session is ${status}: ${needed}`)
}

/** Returns a session as the API shows it. */
export function toConnectSession(row: SessionRow, workspace_name: string | null): ConnectSession {
  return {
    session_id: row.session_id,
    kind: row.kind,
    status: row.status,
    workspace_id: row.workspace_id,
    workspace_name,
    services: row.definition_ids,
    connector_id: row.connector_id,
    end_user: toEndUser(row),
    allowed_origins: row.allowed_origins,
    redirect_url: row.redirect_url,
    require_confirmation: row.require_confirmation,
    confirm_within: row.confirm_within,
    on_existing: row.on_existing,
    entities: row.entities,
    locale: row.locale,
    person_id: row.person_id,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    completed_at: row.completed_at?.toISOString() ?? null,
    confirm_until: row.confirm_until?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    error: toError(row),
    account: toAccount(row),
    previous_account: toPreviousAccount(row),
    finished_by: row.completed_at === null ? null : { browser: row.browser, network: row.network },
  }
}

/** Returns the error of a session. */
export function toError({ error_code, error_message }: SessionRow): ConnectSession['error'] {
  if (error_code === null) return null
  return { code: error_code as ErrorCode, message: error_message ?? '' }
}

/** Returns the previous account, if the credential is of a different account now. */
export function toPreviousAccount({ previous_account_id, previous_account_name }: SessionRow) {
  return toAccount({ account_id: previous_account_id, account_name: previous_account_name })
}
