import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import type { getWorkspaceByName as operation } from '@bulkhead/contract/workspaces'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readUsage } from '#records/tool-calls/read-usage'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { selectWorkspaces, workspaceItem } from '#tenancy/workspaces/workspace-item'
import { getHolder } from '#tenancy/workspaces/workspace-names'
import type { Handler } from '../handler.ts'

/** Gets one workspace of the organization by its current name or an alias. */
export const getWorkspaceByName: Handler<typeof operation> = async (
  { database },
  principal,
  { params: { name }, query: { workspace_id, include_usage } },
) => {
  // No workspace has such a name, and the database cannot compare a string with NUL.
  if (faultOfWorkspaceName(name) !== undefined) throw workspaceNotFound()
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await selectWorkspaces(tx)
      .where('workspace_id', '=', (rows) => getHolder(rows, principal.organization, name))
      .$if(workspace_id !== undefined, (rows) => rows.where('workspace_id', '=', workspace_id as string))
      .executeTakeFirst()
    if (row === undefined) return undefined
    const usage = include_usage ? await readUsage(tx, principal, [row.workspace_id]) : undefined
    return workspaceItem(row, principal, usage?.get(row.workspace_id))
  })
  if (found === undefined) throw workspaceNotFound()
  return found
}
