import { BulkheadError } from '@bulkhead/contract/errors'
import { faultOfWorkspaceName } from '@bulkhead/contract/values/workspace-name'
import type { deleteWorkspaceAlias as operation } from '@bulkhead/contract/workspaces'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { selectWorkspaces, workspaceItem } from '#tenancy/workspaces/workspace-item'
import type { Handler } from '../handler.ts'

/** Deletes an alias. From then on any workspace can have its name. */
export const deleteWorkspaceAlias: Handler<typeof operation> = async (
  { database },
  context,
  { params: { workspace_id, name } },
) => {
  if (!isUuid(workspace_id)) throw workspaceNotFound()
  return asPrincipal(database, context, 'read write', async (tx) => {
    // The row is locked, so that the alias does not become the name in the meantime.
    const row = await selectWorkspaces(tx)
      .where('workspace_id', '=', workspace_id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw workspaceNotFound()
    if (name === row.name) {
      throw new BulkheadError(
        'alias_not_found',
        "This is the workspace's name, not an alias. Rename the workspace first.",
      )
    }
    if (faultOfWorkspaceName(name) !== undefined || !row.aliases.includes(name)) {
      throw new BulkheadError('alias_not_found', 'The workspace has no such alias.')
    }
    await tx
      .deleteFrom('workspace_names')
      .where('workspace_id', '=', row.workspace_id)
      .where('name', '=', name)
      .execute()
    await recordAudit(tx, context, { workspace: row.workspace_id, subject: row.workspace_id })
    return workspaceItem({ ...row, aliases: row.aliases.filter((alias) => alias !== name) }, context)
  })
}
