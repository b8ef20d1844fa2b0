import type { revokeWorkspaceTokens as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { isUuid } from '#platform/identifiers'
import { findWorkspace, workspaceNotFound } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

/** Ends all scoped tokens of a workspace by raising its epoch. Later tokens carry the new epoch. */
export const revokeWorkspaceTokens: Handler<typeof operation> = async (services, context, { params }) => {
  if (!isUuid(params.workspace_id)) throw workspaceNotFound()
  return revoking(services, context, async (tx, revoke) => {
    // Rejects a member whose level is too low. The database alone would change no row.
    if (context.member !== undefined && (await findWorkspace(tx, context, params)) === undefined)
      throw workspaceNotFound()
    const raised = await tx
      .updateTable('workspaces')
      .set({ epoch: sql<number>`epoch + 1` })
      .where('workspace_id', '=', params.workspace_id)
      .returning(['workspace_id', 'epoch'])
      .executeTakeFirst()
    if (raised === undefined) throw workspaceNotFound()
    await revoke({ kind: 'workspace', subject_id: raised.workspace_id, epoch: raised.epoch })
    await recordAudit(tx, context, { workspace: raised.workspace_id, subject: raised.workspace_id })
    return { id: raised.workspace_id, revoked_at: new Date().toISOString() }
  })
}
