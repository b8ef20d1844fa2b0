import { connectSessionEnded } from '#access/request/authorize'
import type { Principal } from '#access/request/principal'
import { assertStillCounts } from '#access/tokens/still-counts'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { LOCKS, lockText } from '#platform/database/schema/advisory-locks'
import { getActiveWorkspace } from '#tenancy/workspaces/find-workspace'
import { lockSession, type SessionRow } from './session-rows.ts'

/**
 * Locks a session as the last step before storing its result. Makes sure that the session is open, that the principal
 * still holds it, that its creator still has the right to it, and that its workspace is active.
 *
 * @throws BulkheadError `connect_session_ended`, `unauthenticated`, `workspace_inactive`, `workspace_not_found`
 */
export async function lockOpenSession(tx: TenantTransaction, principal: Principal): Promise<SessionRow> {
  const session = await lockHeldSession(tx, principal)
  if (session === undefined || session.is_expired) throw connectSessionEnded()
  await assertStillCounts(tx, principal)
  await getActiveWorkspace(tx, principal, session)
  return session
}

/** Locks the session of the principal. Undefined if it is not open, or if another token has taken it over. */
export async function lockHeldSession(tx: TenantTransaction, { connect }: Pick<Principal, 'connect'>) {
  const session = await lockSession(tx, connect?.session_id ?? '')
  const isHeld =
    connect?.token_hash === undefined ||
    connect.token_hash === (session && Buffer.from(session.token_hash).toString('hex'))
  return session?.status === 'open' && isHeld ? session : undefined
}

/**
 * Makes the sessions of one workspace take turns until the transaction ends. Otherwise two concurrent sessions could
 * both add a connector, though one should replace the other. The deletion of a connector takes its turn too, so that it
 * ends each session whose credential waits for the connector.
 */
export async function takeTurns(
  tx: TenantTransaction,
  { workspace_id }: Pick<SessionRow, 'workspace_id'>,
): Promise<void> {
  await lockText(tx, LOCKS.connectTarget, workspace_id)
}
