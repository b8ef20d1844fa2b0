import { BulkheadError } from '@bulkhead/contract/errors'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/values/workspace-name'
import type { deleteWorkspace as operation } from '@bulkhead/contract/workspaces'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { recordEvent } from '#journal/events/record-event'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/**
 * Deletes a workspace and destroys its data key in one transaction. From then on its tokens are invalid, no database
 * policy shows its rows, and its name and aliases are free. The rows are deleted in the background.
 */
export const deleteWorkspace: Handler<typeof operation> = async (services, context, { params }) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  const scope = { organization_id: context.organization, workspace_id: params.workspace_id.toLowerCase() }
  return revoking(services, context, async (tx, revoke) => {
    const deleted = await tx
      .deleteFrom('workspaces')
      .where('workspace_id', '=', scope.workspace_id)
      .returning('name')
      .executeTakeFirst()
    if (deleted === undefined) throw workspaceNotFound()
    if (deleted.name === DEFAULT_WORKSPACE) {
      throw new BulkheadError('workspace_protected', 'The workspace `default` cannot be deleted.')
    }
    await tx.deleteFrom('workspace_names').where('workspace_id', '=', scope.workspace_id).execute()
    const key = await tx
      .deleteFrom('workspace_keys')
      .where('workspace_id', '=', scope.workspace_id)
      .returning('kek_version')
      .executeTakeFirstOrThrow()
    const deleted_at = new Date()
    await tx
      .insertInto('workspace_removals')
      .values({ ...scope, deleted_at })
      .execute()
    await revoke({ kind: 'workspace', subject_id: scope.workspace_id, epoch: null })
    await recordAudit(tx, context, { workspace: scope.workspace_id, subject: scope.workspace_id })
    const data = { workspace_name: deleted.name }
    await recordEvent(tx, { type: 'workspace.deleted', workspace_id: scope.workspace_id, data })
    return {
      id: scope.workspace_id,
      deleted_at: deleted_at.toISOString(),
      data_key: {
        destroyed: true,
        key_version: key.kek_version,
        note: `The data key was destroyed: nothing sealed in this workspace can be opened through this database. The wrapped key stays in pages of the disk and in the write-ahead log until they are reused, and in backups made earlier. It can be opened until key version ${key.kek_version} is retired and destroyed.`,
      },
    }
  })
}
