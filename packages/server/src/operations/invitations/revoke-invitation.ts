import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { revokeInvitation as operation } from '@bulkhead/contract/people/invitations'
import { recordAudit } from '#audit/record-audit'
import { findInvitation } from '#identity/invitations/find-invitation'
import { lockAsking } from '#identity/lock-people'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { RequestContext } from '#request/principal'

/** Ends an invitation that nobody has used. */
export async function revokeInvitation(
  { database }: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const asking = await lockAsking(tx, context.person)
    const { link_id, role } = await findInvitation(tx, params.invitation_id)
    if (role === 'owner' && asking !== 'owner')
      throw new BulkheadError('not_permitted', 'Only owners end what invites an owner.')
    await tx.deleteFrom('identity.sign_up_links').where('link_id', '=', link_id).execute()
    await recordAudit(tx, context, { subject: link_id })
    return { id: link_id, revoked_at: new Date().toISOString() }
  })
}
