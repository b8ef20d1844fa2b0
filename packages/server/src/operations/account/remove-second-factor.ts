import { BulkheadError } from '@bulkhead/contract/errors'
import type { removeSecondFactor as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#journal/audit/record-audit'
import { confirmPassword, wrongPassword } from '#people/account/confirm-password'
import { lockPassword } from '#people/account/lock-password'
import { lockMembership } from '#people/lock-people'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { secondFactorNotFound } from '#people/second-factor/prove-second-factor'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Turns the person's second factor off, and ends the person's other sessions. */
export const removeSecondFactor: Handler<typeof operation> = async (services, context, { body }) => {
  const { database, revocations } = services
  const { organization } = context
  const { person, session, known } = await confirmPassword(
    services,
    context,
    body.current_password,
    async () => {},
  )
  const ended = await asIdentity(database, 'read write', async (tx, become) => {
    const rows = await become({ role: 'bulkhead_organization', organization })
    // A change that makes a second factor required locks this row too.
    await lockMembership(rows, person)
    await become({ role: 'bulkhead_identity' })
    if ((await lockPassword(tx, person)) !== known) throw wrongPassword()
    await become({ role: 'bulkhead_organization', organization })
    if ((await readSignInPolicy(rows)).second_factor) {
      throw new BulkheadError(
        'not_permitted',
        'Your organization requires a second factor. Set up another app instead.',
      )
    }
    await become({ role: 'bulkhead_identity' })
    const { numDeletedRows } = await tx
      .deleteFrom('identity.second_factors')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw secondFactorNotFound()
    const sessions = await deleteSessions(tx, person, session)
    await become({ role: 'bulkhead_organization', organization })
    await recordAudit(rows, context, { subject: person })
    return revokeSessions(rows, organization, sessions)
  })
  revocations.apply(ended)
  return { removed_at: new Date().toISOString(), ended_sessions: ended.length }
}
