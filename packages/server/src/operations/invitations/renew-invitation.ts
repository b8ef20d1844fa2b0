import { BulkheadError } from '@bulkhead/contract/errors'
import type { renewInvitation as operation } from '@bulkhead/contract/people/invitations'
import { recordAudit } from '#journal/audit/record-audit'
import { findInvitation } from '#people/invitations/find-invitation'
import { createInvitationLink } from '#people/invitations/invitation-link'
import { newMail, sendsMail, toInvitationMail } from '#people/invitations/invitation-mail'
import { lockAsking } from '#people/lock-people'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Creates a new link for an invitation. From then on the calling person counts as the one who invited. */
export const renewInvitation: Handler<typeof operation> = async (
  { database, issuer, mailer },
  context,
  { params, body },
) => {
  const isSent = sendsMail(mailer, body.send_mail, false)
  return asPrincipal(database, context, 'read write', async (tx) => {
    const asking = await lockAsking(tx, context.person)
    const { link_id, role } = await findInvitation(tx, params.invitation_id)
    if (role === 'owner' && asking !== 'owner')
      throw new BulkheadError('not_permitted', 'Only owners can invite owners.')
    const { url, token_hash, expires_at } = createInvitationLink(issuer)
    const mail = newMail(isSent)
    await tx
      .updateTable('identity.sign_up_links')
      .set({ token_hash, expires_at, tries: 0, invited_by: context.person ?? null, ...mail })
      .where('link_id', '=', link_id)
      .execute()
    await recordAudit(tx, context, { subject: link_id })
    return {
      id: link_id,
      ...(!isSent && { sign_up_url: url }),
      expires_at: expires_at.toISOString(),
      mail: toInvitationMail(mail),
    }
  })
}
