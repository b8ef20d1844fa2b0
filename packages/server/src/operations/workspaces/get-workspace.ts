import type { getWorkspace as operation } from '@bulkhead/contract/workspaces'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { readUsage } from '#records/tool-calls/read-usage'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { selectWorkspaces, workspaceItem } from '#tenancy/workspaces/workspace-item'
import type { Handler } from '../handler.ts'

/** Gets one workspace of the organization by its id. */
export const getWorkspace: Handler<typeof operation> = async ({ database }, principal, { params, query }) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await selectWorkspaces(tx).where('workspace_id', '=', params.workspace_id).executeTakeFirst()
    if (row === undefined) return undefined
    const usage = query.include_usage ? await readUsage(tx, principal, [row.workspace_id]) : undefined
    return workspaceItem(row, principal, usage?.get(row.workspace_id))
  })
  if (found === undefined) throw workspaceNotFound()
  return found
}
