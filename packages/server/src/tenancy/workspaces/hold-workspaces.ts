import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Finds workspaces by their ids, and keeps them from being deleted until the transaction ends, so that rows can be
 * written for them. Those that do not exist are left out. Runs as the organization: the roles of scoped tokens and members
 * may not lock a workspace. Their transactions begin again (`beginAgain`).
 */
export async function holdWorkspaces(tx: TenantTransaction, ids: readonly string[]) {
  if (ids.length === 0) return []
  return (
    tx
      .selectFrom('workspaces')
      .select(['workspace_id', 'status'])
      .where('workspace_id', '=', sql<string>`any(${ids}::uuid[])`)
      // One order, so that two transactions do not wait for each other.
      .orderBy('workspace_id')
      .forKeyShare()
      .execute()
  )
}
