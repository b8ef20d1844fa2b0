import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { workspaceNotFound } from './find-workspace.ts'

/**
 * Checks that workspaces exist.
 *
 * @throws BulkheadError `workspace_not_found` if one does not belong to the organization.
 */
export async function assertWorkspaces(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  const wanted = new Set(ids.map((id) => id.toLowerCase()))
  if (wanted.size === 0) return
  const found = await tx
    .selectFrom('workspaces')
    .select('workspace_id')
    .where('workspace_id', '=', sql<string>`any(${[...wanted]}::uuid[])`)
    .execute()
  if (found.length < wanted.size) throw workspaceNotFound()
}
