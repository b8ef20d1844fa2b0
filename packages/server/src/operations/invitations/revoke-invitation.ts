import { BulkheadError } from '@bulkhead/contract/errors'
import type { revokeInvitation as operation } from '@bulkhead/contract/people/invitations'
import { recordAudit } from '#journal/audit/record-audit'
import { findInvitation } from '#people/invitations/find-invitation'
import { lockAsking } from '#people/lock-people'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Ends an invitation that nobody has used. */
export const revokeInvitation: Handler<typeof operation> = async ({ database }, context, { params }) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const asking = await lockAsking(tx, context.person)
    const { link_id, role } = await findInvitation(tx, params.invitation_id)
    if (role === 'owner' && asking !== 'owner')
      throw new BulkheadError('not_permitted', "Only owners can revoke an owner's invitation.")
    await tx.deleteFrom('identity.sign_up_links').where('link_id', '=', link_id).execute()
    await recordAudit(tx, context, { subject: link_id })
    return { id: link_id, revoked_at: new Date().toISOString() }
  })
}
