import { isReached } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { assertStillCounts } from '#access/tokens/still-counts'
import { asWorkspaceWithin } from '#platform/database/roles/as-workspace-within'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { findSession, sessionNotFound } from './session-rows.ts'

/**
 * Runs `work`, which ends, confirms or discards a session. A member may decide on their own links. Deciding on other
 * links requires the level of a manager. For a member, `work` runs with the rights of the workspace, because a member
 * who may only add connectors could not change them.
 *
 * @throws BulkheadError `connect_session_not_found`, `not_permitted`, `unauthenticated`
 */
export async function decide<T>(
  tx: TenantTransaction,
  context: RequestContext,
  session_id: string,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  if (tx.scope.member === undefined) return work(tx)
  const session = await findSession(tx, session_id)
  if (session === undefined) throw sessionNotFound()
  const { workspace_id, person_id } = session
  isReached(tx.scope, workspace_id, person_id === context.person ? 'user' : 'manager')
  // The levels were read at the beginning of the request, so they are checked again.
  await assertStillCounts(tx, context)
  return asWorkspaceWithin(tx, workspace_id, work)
}
