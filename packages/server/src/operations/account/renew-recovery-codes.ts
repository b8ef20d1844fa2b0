import type { renewRecoveryCodes as operation } from '@bulkhead/contract/people/account'
import { recordAudit } from '#audit/record-audit'
import { confirmPassword } from '#identity/account/confirm-password'
import { secondFactorNotFound } from '#identity/second-factor/prove-second-factor'
import { replaceRecoveryCodes } from '#identity/second-factor/recovery-codes'
import type { Handler } from '#operations/handler'
import { asIdentity } from '#platform/database/roles/as-identity'

/** Creates new recovery codes for the person. The old ones become invalid. */
export const renewRecoveryCodes: Handler<typeof operation> = async (services, context, { body }) => {
  const { organization } = context
  const { person } = await confirmPassword(services, context, body.current_password, async () => {})
  const recovery_codes = await asIdentity(services.database, 'read write', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    const row = await tx
      .selectFrom('identity.second_factors')
      .select('person_id')
      .where('person_id', '=', person)
      .where('confirmed_at', 'is not', null)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw secondFactorNotFound()
    await recordAudit(tx, context, { subject: person })
    return replaceRecoveryCodes(tx, person)
  })
  return { recovery_codes }
}
