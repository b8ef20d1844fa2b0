import type { renewRecoveryCodes as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#journal/audit/record-audit'
import { confirmPassword, wrongPassword } from '#people/account/confirm-password'
import { lockPassword } from '#people/account/lock-password'
import { secondFactorNotFound } from '#people/second-factor/prove-second-factor'
import { replaceRecoveryCodes } from '#people/second-factor/recovery-codes'
import { lockSession } from '#people/sessions/lock-session'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Creates new recovery codes for the person. The old ones become invalid. */
export const renewRecoveryCodes: Handler<typeof operation> = async (services, context, { body }) => {
  const { organization } = context
  const { person, session, known } = await confirmPassword(
    services,
    context,
    body.current_password,
    async () => {},
  )
  const recovery_codes = await asIdentity(services.database, 'read write', async (tx, become) => {
    // The password may have changed, or the session ended, while the check waited for its turn.
    if ((await lockPassword(tx, person)) !== known) throw wrongPassword()
    await lockSession(tx, session)
    const rows = await become({ role: 'bulkhead_organization', organization })
    const row = await rows
      .selectFrom('identity.second_factors')
      .select('person_id')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw secondFactorNotFound()
    await recordAudit(rows, context, { subject: person })
    return replaceRecoveryCodes(rows, person)
  })
  return { recovery_codes }
}
