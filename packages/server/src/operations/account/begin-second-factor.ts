import type { beginSecondFactor as operation } from '@bulkhead/contract/people/account'
import { sql } from 'kysely'
import { confirmPassword } from '#people/account/confirm-password'
import { assertMayAddFactor } from '#people/passkeys/passkey-rows'
import { newTotpSecret, showTotpSecret } from '#people/second-factor/totp'
import { asIdentity } from '#platform/database/roles/as-identity'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { sealSecondFactor } from '#platform/vault/sealed-values'
import type { Handler } from '../handler.ts'

/** Returns a secret for an authenticator app. The factor becomes active once the person sends a code from the app. */
export const beginSecondFactor: Handler<typeof operation> = async (services, context, { body }) => {
  const { organization } = context
  const { person, email } = await confirmPassword(services, context, body.current_password, async () => {})
  const secret = newTotpSecret()
  return asIdentity(services.database, 'read write', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    await assertMayAddFactor(tx, context)
    const dataKey = await readOrganizationKey(tx, services.keyring)
    const begun = {
      begun: sealSecondFactor(dataKey, { organization, person }, secret),
      begun_at: sql<Date>`now()`,
    }
    await tx
      .insertInto('identity.second_factors')
      .values({ organization_id: organization, person_id: person, ...begun })
      .onConflict((conflict) => conflict.columns(['organization_id', 'person_id']).doUpdateSet(begun))
      .execute()
    const { name } = await tx.selectFrom('organizations').select('name').executeTakeFirstOrThrow()
    return showTotpSecret(secret, { issuer: name, account: email })
  })
}
