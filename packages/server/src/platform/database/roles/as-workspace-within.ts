import { getConfinement, takeRole } from './confine.ts'
import { type TenantTransaction, tenantTransaction, unscoped } from './tenant-transaction.ts'

/**
 * Runs `work` as one workspace within the transaction of a member. The caller has checked that the member reaches the
 * workspace. It serves work that needs more rights on the workspace's rows than the member has. Afterwards the
 * transaction continues as the member.
 */
export async function asWorkspaceWithin<T>(
  tx: TenantTransaction,
  workspace: string,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const { organization } = tx.scope
  const below = unscoped(tx)
  await takeRole(below, getConfinement({ organization, workspace }))
  const result = await work(tenantTransaction(below, { organization, workspace }))
  await takeRole(below, getConfinement(tx.scope))
  return result
}
