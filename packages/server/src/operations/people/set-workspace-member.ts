import { LEVELS } from '@bulkhead/contract/operation'
import type { setWorkspaceMember as operation } from '@bulkhead/contract/people/roles'
import { revoking } from '#access/tokens/revocation/revoking'
import { recordAudit } from '#journal/audit/record-audit'
import { lockMember } from '#people/lock-member'
import { raisePersonEpoch } from '#people/raise-person-epoch'
import type { Handler } from '../handler.ts'

/** Gives a person a level in a workspace. */
export const setWorkspaceMember: Handler<typeof operation> = async (
  services,
  context,
  { params, body: { level } },
) => {
  return revoking(services, context, async (tx, revoke) => {
    const { person_id, workspace_id, level: before } = await lockMember(tx, params, context.person)
    await tx
      .insertInto('workspace_members')
      .values({ organization_id: context.organization, workspace_id, person_id, level })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'workspace_id', 'person_id'])
          .doUpdateSet({ level, origin: 'given' }),
      )
      .execute()
    if (before !== undefined && LEVELS.indexOf(level) < LEVELS.indexOf(before))
      await raisePersonEpoch(tx, revoke, person_id)
    await recordAudit(tx, context, { workspace: workspace_id, subject: person_id })
    return { workspace_id, person_id, level }
  })
}
