import { getConfinement, takeRole } from './confine.ts'
import { type TenantTransaction, tenantTransaction, unscoped } from './tenant-transaction.ts'

/**
 * Runs `work` as one workspace within the transaction of a member who was found to reach it, for what takes more than the
 * member's own rights on its rows. The transaction goes on as the member afterwards.
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
