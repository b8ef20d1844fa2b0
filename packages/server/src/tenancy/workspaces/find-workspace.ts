import { BulkheadError } from '@bulkhead/contract/errors'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/values/workspace-name'
import { assertActive, isReached } from '#access/request/authorize'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { getHolder } from './workspace-names.ts'

/** Workspace reference in a request. If there are several fields, all must name the same workspace. */
export interface WorkspaceReference {
  workspace_name?: string | undefined
  workspace_id?: string | undefined
  customer_name?: string | undefined
  external_user_id?: string | undefined
}

/** Returns the names in a reference, including those in deprecated fields. */
export function getNames({ workspace_name, customer_name, external_user_id }: WorkspaceReference): string[] {
  return [...new Set([workspace_name, customer_name, external_user_id])].filter((name) => name !== undefined)
}

/**
 * Finds the workspace of a request among those that the principal can see: the named one, else the token's own, else
 * `default`. A name is a current name or an alias. It takes one query. A name or id of another scope is not found.
 *
 * @throws BulkheadError `not_permitted` for a member whose level there is too low.
 */
export async function findWorkspace(
  tx: TenantTransaction,
  principal: Pick<Principal, 'organization' | 'workspace'>,
  reference: WorkspaceReference,
) {
  const names = getNames(reference)
  const ids = [reference.workspace_id, principal.workspace].filter((id) => id !== undefined)
  if (names.length === 0 && ids.length === 0) names.push(DEFAULT_WORKSPACE)
  let query = tx.selectFrom('workspaces').selectAll()
  for (const id of ids) query = query.where('workspace_id', '=', id)
  for (const name of names) {
    query = query.where('workspace_id', '=', (rows) => getHolder(rows, principal.organization, name))
  }
  const found = await query.executeTakeFirst()
  return found && isReached(tx.scope, found.workspace_id) ? found : undefined
}

/**
 * Returns what {@link findWorkspace} finds, if the workspace is active.
 *
 * @throws BulkheadError `workspace_not_found`, `workspace_inactive`, `not_permitted`
 */
export async function getActiveWorkspace(...request: Parameters<typeof findWorkspace>) {
  const workspace = await findWorkspace(...request)
  if (workspace === undefined) throw workspaceNotFound()
  assertActive(workspace)
  return workspace
}

/** Returns the error for a workspace that the principal cannot see, whether or not it exists. */
export function workspaceNotFound(): BulkheadError {
  return new BulkheadError('workspace_not_found', 'There is no such workspace.')
}
