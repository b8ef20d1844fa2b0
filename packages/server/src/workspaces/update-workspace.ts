import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/workspace-name'
import type { updateWorkspace as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import { violates } from '#database/sqlstate'
import { isUuid } from '#identifiers'
import type { Act } from '#principal'
import { revoking } from '#revocations/revoking'
import type { Services } from '#services'
import { workspaceNotFound } from './find-workspace.ts'
import { foldName, workspaceItem } from './workspace-item.ts'

/** Renames, deactivates or activates a workspace. Deactivating ends its scoped tokens for good. */
export async function updateWorkspace(
  services: Services,
  act: Act,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  try {
    return await revoking(services, act, async (tx, revoke) => {
      const current = await tx
        .selectFrom('workspaces')
        .selectAll()
        .where('organization_id', '=', act.organization)
        .where('workspace_id', '=', params.workspace_id)
        .forUpdate()
        .executeTakeFirst()
      if (current === undefined) throw workspaceNotFound()
      if (current.name === DEFAULT_WORKSPACE && body.name !== undefined && body.name !== current.name) {
        throw new BulkheadError('workspace_protected', 'The workspace `default` cannot be renamed.')
      }
      const deactivates = body.status === 'inactive' && current.status === 'active'
      const updated = await tx
        .updateTable('workspaces')
        .set({
          updated_at: sql<Date>`now()`,
          ...(body.name !== undefined && { name: body.name, name_folded: foldName(body.name) }),
          ...(body.status !== undefined && { status: body.status }),
          ...(body.cache_enabled !== undefined && { cache_enabled: body.cache_enabled }),
          ...(deactivates && { epoch: current.epoch + 1 }),
        })
        .where('organization_id', '=', act.organization)
        .where('workspace_id', '=', params.workspace_id)
        .returningAll()
        .executeTakeFirstOrThrow()
      if (deactivates) {
        await revoke({ kind: 'workspace', subject_id: updated.workspace_id, epoch: updated.epoch })
      }
      await recordAudit(tx, act, { workspace: updated.workspace_id, subject: updated.workspace_id })
      return workspaceItem(updated)
    })
  } catch (error) {
    if (!violates(error, 'workspaces_name')) throw error
    throw new BulkheadError('name_taken', 'Another workspace of the organization has this name.', {
      cause: error,
    })
  }
}
