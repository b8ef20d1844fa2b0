import type { changePassword as operation } from '@bulkhead/contract/people'
import { recordAudit } from '#journal/audit/record-audit'
import { confirmPassword, wrongPassword } from '#people/account/confirm-password'
import { endMailedLinks } from '#people/account/email-link'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Changes the password of the calling person, and ends the person's other sessions. */
export const changePassword: Handler<typeof operation> = async (services, context, { body }) => {
  const { database, identity, revocations } = services
  const { organization } = context
  const { person, session, known, done } = await confirmPassword(
    services,
    context,
    body.current_password,
    () => identity.hashPassword(body.new_password),
  )
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    // The password changes before sessions end; see `isStillPassword`.
    const { numUpdatedRows } = await tx
      .updateTable('identity.passwords')
      .set({ hash: done })
      .where('person_id', '=', person)
      .where('hash', '=', known)
      .executeTakeFirst()
    // Another request changed it first.
    if (numUpdatedRows === 0n) throw wrongPassword()
    await endMailedLinks(tx, person)
    const sessions = await deleteSessions(tx, person, session)
    const rows = await become({ principal: context })
    await recordAudit(rows, context, { subject: person })
    return revokeSessions(rows, organization, sessions)
  })
  revocations.apply(ended)
  return { changed_at: new Date().toISOString(), ended_sessions: ended.length }
}
