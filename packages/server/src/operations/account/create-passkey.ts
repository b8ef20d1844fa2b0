import { BulkheadError } from '@bulkhead/contract/errors'
import type { createPasskey as operation } from '@bulkhead/contract/people/passkeys'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#journal/audit/record-audit'
import { lockMembership } from '#people/lock-people'
import { readRegistration, takeRegistration } from '#people/passkeys/passkey-challenge'
import {
  assertMayAddFactor,
  MOST_PASSKEYS,
  passkeyRefused,
  proveSession,
} from '#people/passkeys/passkey-rows'
import { verifyNewPasskey } from '#people/passkeys/verify-passkey'
import { lockSession } from '#people/sessions/lock-session'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/**
 * Registers a passkey that the browser of the person created. If the session lacks a required second factor, the
 * passkey proves the session as well.
 */
export const createPasskey: Handler<typeof operation> = async (
  { database, issuer: publicUrl },
  context,
  { body: { name, credential } },
) => {
  const { organization, person, session } = context
  if (person === undefined || session === undefined) throw new TypeError('Only people have passkeys.')
  const challenge = await asIdentity(database, 'read only', (tx) => readRegistration(tx, session))
  const made = challenge === undefined ? undefined : await verifyNewPasskey(publicUrl, credential, challenge)
  if (made === undefined) {
    await asIdentity(database, 'read write', (tx) => takeRegistration(tx, session))
    throw passkeyRefused()
  }
  const passkey_id = uuidv7()
  const created_at = await asIdentity(database, 'read write', async (identity, become) => {
    if ((await takeRegistration(identity, session)) !== challenge) throw passkeyRefused()
    const tx = await become({ role: 'bulkhead_organization', organization })
    await lockMembership(tx, person)
    await become({ role: 'bulkhead_identity' })
    await lockSession(identity, session)
    await become({ role: 'bulkhead_organization', organization })
    await assertMayAddFactor(tx, context)
    const known = await tx
      .selectFrom('identity.passkeys')
      .select('passkey_id')
      .where('person_id', '=', person)
      .execute()
    if (known.length >= MOST_PASSKEYS) throw passkeyRefused()
    const row = await tx
      .insertInto('identity.passkeys')
      .values({
        ...{ organization_id: organization, passkey_id, person_id: person, name },
        ...{ ...made, counter: String(made.counter), transports: [...made.transports] },
      })
      // A credential belongs to one person across all organizations.
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('created_at')
      .executeTakeFirst()
    if (row === undefined) throw passkeyRefused()
    await recordAudit(tx, context, { subject: passkey_id })
    if (context.lacks_factor === undefined) return row.created_at
    await become({ role: 'bulkhead_identity' })
    const proven = { organization_id: organization, passkey_id, session_id: session }
    if (!(await proveSession(identity, proven))) {
      throw new BulkheadError('unauthenticated', 'The session has ended. Sign in again.')
    }
    return row.created_at
  })
  return { id: passkey_id, name, created_at: created_at.toISOString(), last_used_at: null }
}
