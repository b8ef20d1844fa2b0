import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { findWorkspace, workspaceNotFound } from './find-workspace.ts'

/**
 * Finds the workspace that the path of a request names.
 *
 * @throws BulkheadError `workspace_not_found`, also for a malformed id; `not_permitted` for a member whose level is
 *   too low.
 */
export async function findPathWorkspace(
  tx: TenantTransaction,
  principal: Pick<Principal, 'organization' | 'workspace'>,
  { workspace_id }: { readonly workspace_id: string },
) {
  const found = isUuid(workspace_id) ? await findWorkspace(tx, principal, { workspace_id }) : undefined
  if (found === undefined) throw workspaceNotFound()
  return found
}
