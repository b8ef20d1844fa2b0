import { BulkheadError } from '@bulkhead/contract/errors'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/values/workspace-name'
import type { updateWorkspace as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { recordEvent } from '#journal/events/record-event'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import { ALIASES, foldName, workspaceItem } from '#tenancy/workspaces/workspace-item'
import { claimName } from '#tenancy/workspaces/workspace-names'
import type { Handler } from '../handler.ts'

/**
 * Renames, deactivates or activates a workspace. The old name stays an alias. Deactivating ends its scoped tokens
 * permanently.
 */
export const updateWorkspace: Handler<typeof operation> = async (services, context, { params, body }) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  return revoking(services, context, async (tx, revoke) => {
    const current = await tx
      .selectFrom('workspaces')
      .selectAll()
      .where('workspace_id', '=', params.workspace_id)
      .forUpdate()
      .executeTakeFirst()
    if (current === undefined) throw workspaceNotFound()
    if (body.name !== undefined && body.name !== current.name) await rename(tx, current, body.name)
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
      .where('workspace_id', '=', params.workspace_id)
      .returningAll()
      .returning(ALIASES)
      .executeTakeFirstOrThrow()
    if (deactivates) {
      await recordEvent(tx, { type: 'workspace.deactivated', workspace_id: updated.workspace_id })
      await revoke({ kind: 'workspace', subject_id: updated.workspace_id, epoch: updated.epoch })
    }
    await recordAudit(tx, context, { workspace: updated.workspace_id, subject: updated.workspace_id })
    return workspaceItem(updated, context)
  })
}

/** Claims a name for the workspace, unless the name is one of its aliases already. */
async function rename(
  tx: TenantTransaction,
  { organization_id, workspace_id, name }: { organization_id: string; workspace_id: string; name: string },
  wanted: string,
): Promise<void> {
  if (name === DEFAULT_WORKSPACE) {
    throw new BulkheadError('workspace_protected', 'The workspace `default` cannot be renamed.')
  }
  if ((await claimName(tx, { organization_id, workspace_id }, wanted)) !== workspace_id) {
    throw new BulkheadError(
      'name_taken',
      'Another workspace of the organization has this name, or had it and keeps it as an alias.',
    )
  }
}
