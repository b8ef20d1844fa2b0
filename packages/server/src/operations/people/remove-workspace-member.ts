import type { removeWorkspaceMember as operation } from '@bulkhead/contract/people/roles'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { lockMember } from '#people/lock-member'
import { raisePersonEpoch } from '#people/raise-person-epoch'
import type { Handler } from '../handler.ts'

/** Removes a person's own level in a workspace. */
export const removeWorkspaceMember: Handler<typeof operation> = async (services, context, { params }) => {
  return revoking(services, context, async (tx, revoke) => {
    const { person_id, workspace_id, level } = await lockMember(tx, params, context.person)
    if (level !== undefined) {
      await tx
        .deleteFrom('workspace_members')
        .where('workspace_id', '=', workspace_id)
        .where('person_id', '=', person_id)
        .execute()
      await raisePersonEpoch(tx, revoke, person_id)
    }
    await recordAudit(tx, context, { workspace: workspace_id, subject: person_id })
    return { workspace_id, person_id, removed_at: new Date().toISOString() }
  })
}
