import type { ConnectSession } from '@bulkhead/contract/connect/sessions'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { type Selectable, sql, type UpdateObject } from 'kysely'
import { toAccount, toEndUser } from '#connectors/connections/credential-source'
import { DeletedMeanwhile } from '#platform/database/roles/begin-again'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { isUuid } from '#platform/identifiers'

/** Stored connect session. */
export type SessionRow = Selectable<Schema['connect_sessions']>

/** Session with its status at this moment, if the query computed it. */
type ReadSession = SessionRow & { readonly current_status?: SessionRow['status'] }

/**
 * Status of a session (`s`) at this moment. A session whose time is up counts as expired, even if the job that ends
 * sessions has not reached it yet.
 */
export const currentStatus = sql<SessionRow['status']>`case
  when s.status = 'open' and s.expires_at <= now()
    or s.status = 'awaiting_confirmation' and s.confirm_until <= now()
  then 'expired' else s.status end`

/** Whether the time to confirm a session is over. */
const IS_OVERDUE = sql<boolean>`coalesce(confirm_until <= now(), false)`

/** Selects sessions (`s`) with the name of their workspace and their current status. */
function selectSessions(tx: TenantTransaction) {
  return tx
    .selectFrom('connect_sessions as s')
    .innerJoin('workspaces as w', sameTenant('w', 's', 'workspace_id'))
    .selectAll('s')
    .select(['w.name as workspace_name', currentStatus.as('current_status')])
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
    .select(IS_OVERDUE.as('is_overdue'))
    .where('session_id', '=', session_id)
    .forUpdate()
    .executeTakeFirst()
}

/** Locks the sessions whose credential waits for a connector. Call it before the connector is locked. */
export async function lockWaitingSessions(tx: TenantTransaction, connector_id: string) {
  if (!isUuid(connector_id)) return []
  return tx
    .selectFrom('connect_sessions')
    .selectAll()
    .select(IS_OVERDUE.as('is_overdue'))
    .where('connector_id', '=', connector_id)
    .where('status', '=', sql.lit('awaiting_confirmation'))
    .orderBy('session_id')
    .forUpdate()
    .execute()
}

/**
 * Updates a locked session.
 *
 * @returns The updated session.
 * @throws DeletedMeanwhile
 */
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
    .executeTakeFirstOrThrow(() => new DeletedMeanwhile())
}

/** Columns of a session in which no authorization waits for its browser. */
export const NOTHING_BEGUN = { nonce_hash: null, nonce_expires_at: null, begun: null } as const

/** Columns of an ended session. The secrets of its link and its browser are removed. */
export const ENDED = { ended_at: sql<Date>`now()`, ...NOTHING_BEGUN } as const

/** Returns the error for a session that the principal cannot see, whether or not it exists. */
export function sessionNotFound(): BulkheadError {
  return new BulkheadError('connect_session_not_found', 'There is no such connect session.')
}

/** Returns the error for a session that is in another state than the request needs. */
export function wrongState(status: SessionRow['status'], needed: string): BulkheadError {
  return new BulkheadError('connect_session_state', `The connect session is ${status}: ${needed}`)
}

/** Returns when the time of a session that expires is over. */
export function getDeadline({ confirm_until, expires_at }: SessionRow): Date {
  return confirm_until ?? expires_at
}

/** Returns a session as the API shows it. */
export function toConnectSession(row: ReadSession, workspace_name: string | null): ConnectSession {
  const status = row.current_status ?? row.status
  const isOver = status !== row.status
  const ended_at = isOver ? getDeadline(row) : row.ended_at
  return {
    session_id: row.session_id,
    kind: row.kind,
    status,
    workspace_id: row.workspace_id,
    workspace_name,
    services: row.definition_ids,
    // The connector of a session that nobody confirmed is deleted with it.
    connector_id: isOver && row.kind === 'new' ? null : row.connector_id,
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
    ended_at: ended_at?.toISOString() ?? null,
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
