import { asWorkspaceWithin } from '#platform/database/roles/as-workspace-within'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isReached } from '#request/authorize'
import type { RequestContext } from '#request/principal'
import { assertStillCounts } from '#tokens/still-counts'
import { findSession, sessionNotFound } from './session-rows.ts'

/**
 * Runs `work`, which ends, confirms or discards a session. A member decides on the own links, and a manager on those of
 * others; it is done as the workspace then, since who only adds connectors there changes none.
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
  // The levels are those of the beginning of the request.
  await assertStillCounts(tx, context)
  return asWorkspaceWithin(tx, workspace_id, work)
}
