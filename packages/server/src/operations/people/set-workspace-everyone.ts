import { LEVELS, type Level } from '@bulkhead/contract/operation'
import type { setWorkspaceEveryone as operation } from '@bulkhead/contract/people/roles'
import { sql } from 'kysely'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { lockAsking } from '#people/lock-people'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import { workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/**
 * Sets the level with which all members of the organization reach a workspace. If the level is lowered, it is unknown
 * whose tokens have to end, so raising the workspace's epoch ends all of them.
 */
export const setWorkspaceEveryone: Handler<typeof operation> = async (
  services,
  context,
  { params, body: { level } },
) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  return revoking(services, context, async (tx, revoke) => {
    await lockAsking(tx, context.person)
    // Updating the row locks it for requests that change this at the same time.
    const workspace = await tx
      .updateTable('workspaces')
      .set({ updated_at: sql<Date>`updated_at` })
      .where('workspace_id', '=', params.workspace_id)
      .returning('workspace_id')
      .executeTakeFirst()
    if (workspace === undefined) throw workspaceNotFound()
    const { workspace_id } = workspace
    const before = await replaceLevel(tx, context.organization, workspace_id, level)
    if (before !== null && (level === null || LEVELS.indexOf(level) < LEVELS.indexOf(before))) {
      const { epoch } = await tx
        .updateTable('workspaces')
        .set({ epoch: sql<number>`epoch + 1` })
        .where('workspace_id', '=', workspace_id)
        .returning('epoch')
        .executeTakeFirstOrThrow()
      await revoke({ kind: 'workspace', subject_id: workspace_id, epoch })
    }
    await recordAudit(tx, context, { workspace: workspace_id, subject: workspace_id })
    return { workspace_id, level }
  })
}

/** @returns The level before. */
async function replaceLevel(
  tx: TenantTransaction,
  organization_id: string,
  workspace_id: string,
  level: Level | null,
): Promise<Level | null> {
  const before = await tx
    .deleteFrom('open_workspaces')
    .where('workspace_id', '=', workspace_id)
    .returning('level')
    .executeTakeFirst()
  if (level !== null)
    await tx.insertInto('open_workspaces').values({ organization_id, workspace_id, level }).execute()
  return before?.level ?? null
}
