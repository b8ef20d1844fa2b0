import { BulkheadError } from '@bulkhead/contract/errors'
import type { revokeWorkspaceKey as operation } from '@bulkhead/contract/workspaces/keys'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { isUuid } from '#platform/identifiers'
import { findPathWorkspace } from '#tenancy/workspaces/find-path-workspace'
import type { Handler } from '../handler.ts'

/** Ends a key of a workspace. */
export const revokeWorkspaceKey: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const { workspace_id } = await findPathWorkspace(tx, context, params)
    const deleted = isUuid(params.key_id)
      ? await tx
          .deleteFrom('access_keys')
          .where('workspace_id', '=', workspace_id)
          .where('key_id', '=', params.key_id)
          .returning('key_id')
          .executeTakeFirst()
      : undefined
    if (deleted === undefined)
      throw new BulkheadError('workspace_key_not_found', 'The workspace has no such key.')
    const { key_id } = deleted
    await revoke({ kind: 'token', subject_id: key_id, epoch: null })
    await recordAudit(tx, context, { workspace: workspace_id, subject: key_id })
    return { id: key_id, revoked_at: new Date().toISOString() }
  })
}
