import type { confirmSecondFactor as operation } from '@bulkhead/contract/people/account'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { lockPassword } from '#people/account/lock-password'
import { assertMayAddFactor } from '#people/passkeys/passkey-rows'
import { countCode, secondFactorNotFound, wrongCode } from '#people/second-factor/prove-second-factor'
import { replaceRecoveryCodes } from '#people/second-factor/recovery-codes'
import { getTotpStep } from '#people/second-factor/totp'
import { deleteSessions, revokeSessions } from '#people/sessions/end-sessions'
import { lockSession } from '#people/sessions/lock-session'
import { asIdentity } from '#platform/database/roles/as-identity'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { openSecondFactor } from '#platform/vault/sealed-values'
import type { Handler } from '../handler.ts'

/** Confirms an authenticator app by its first code. From then on a sign-in by password requires a code. */
export const confirmSecondFactor: Handler<typeof operation> = async (services, context, { body }) => {
  const { database, keyring, revocations } = services
  const { person, session, organization } = context
  if (person === undefined || session === undefined) throw new TypeError('Only people have second factors.')
  const outcome = await countCode(services, person, () =>
    asIdentity(database, 'read write', async (tx, become) => {
      // A sign-in in progress either sees the second factor, or has created a session that ends here.
      await lockPassword(tx, person)
      await lockSession(tx, session)
      const rows = await become({ role: 'bulkhead_organization', organization })
      await assertMayAddFactor(rows, context)
      const row = await rows
        .selectFrom('identity.second_factors')
        .select('begun')
        .where('person_id', '=', person)
        .where('begun_at', '>', sql<Date>`now() - interval '15 minutes'`)
        .forUpdate()
        .executeTakeFirst()
      if (row?.begun == null) throw secondFactorNotFound()
      const dataKey = await readOrganizationKey(rows, keyring)
      const secret = openSecondFactor(dataKey, { organization, person }, row.begun)
      const last_step = getTotpStep(secret, body.code.replaceAll(/\s/g, ''))
      if (last_step === undefined) return undefined
      await rows
        .updateTable('identity.second_factors')
        .set({ sealed: row.begun, begun: null, begun_at: null, confirmed_at: sql<Date>`now()`, last_step })
        .where('person_id', '=', person)
        .execute()
      const recovery_codes = await replaceRecoveryCodes(rows, person)
      await recordAudit(rows, context, { subject: person })
      await become({ role: 'bulkhead_identity' })
      const sessions = await deleteSessions(tx, person, session)
      await become({ role: 'bulkhead_organization', organization })
      return { recovery_codes, ended: await revokeSessions(rows, organization, sessions) }
    }),
  )
  if (outcome === undefined) throw wrongCode()
  const { recovery_codes, ended } = outcome
  revocations.apply(ended)
  return { recovery_codes, ended_sessions: ended.length, confirmed_at: new Date().toISOString() }
}
