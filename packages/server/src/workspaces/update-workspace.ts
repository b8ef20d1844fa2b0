import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { DEFAULT_WORKSPACE } from '@bulkhead/contract/workspace-name'
import type { updateWorkspace as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { asPrincipal } from '#database/as-principal'
import { violates } from '#database/sqlstate'
import { isUuid } from '#identifiers'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { workspaceNotFound } from './find-workspace.ts'
import { foldName, workspaceItem } from './workspace-item.ts'

/** Renames, deactivates or activates a workspace. Deactivating ends its scoped tokens for good. */
export async function updateWorkspace(
  { database }: Services,
  principal: Principal,
  { params, body }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  try {
    return await asPrincipal(database, principal, 'read write', async (tx) => {
      const current = await tx
        .selectFrom('workspaces')
        .selectAll()
        .where('organization_id', '=', principal.organization)
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
        .where('organization_id', '=', principal.organization)
        .where('workspace_id', '=', params.workspace_id)
        .returningAll()
        .executeTakeFirstOrThrow()
      return workspaceItem(updated)
    })
  } catch (error) {
    if (!violates(error, 'workspaces_name')) throw error
    throw new BulkheadError('name_taken', 'Another workspace of the organization has this name.', {
      cause: error,
    })
  }
}
