import { BulkheadError } from '@bulkhead/contract/errors'
import type { deletePasskey as operation } from '@bulkhead/contract/people/passkeys'
import { recordAudit } from '#journal/audit/record-audit'
import { lockMembership } from '#people/lock-people'
import { passkeyFirst, passkeyNotFound } from '#people/passkeys/passkey-rows'
import { readSignInPolicy } from '#people/providers/sign-in-policy'
import { revokeSessions } from '#people/sessions/end-sessions'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Removes a passkey of the calling person, and ends the sessions that it proved. */
export const deletePasskey: Handler<typeof operation> = async (
  { database, revocations },
  context,
  { params },
) => {
  const { organization, person = '' } = context
  if (!isUuid(params.passkey_id)) throw passkeyNotFound()
  const id = params.passkey_id.toLowerCase()
  const ended = await asIdentity(database, 'read write', async (identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    await lockMembership(tx, person)
    // A sign-in in progress with this passkey locks the same row.
    const rows = await tx
      .selectFrom('identity.passkeys')
      .select('passkey_id')
      .where('person_id', '=', person)
      .orderBy('passkey_id')
      .forUpdate()
      .execute()
    if (!rows.some(({ passkey_id }) => passkey_id === id)) throw passkeyNotFound()
    if (context.lacks_factor !== undefined) throw passkeyFirst()
    const isLast = rows.length === 1 && context.lapses_at === undefined
    if (isLast && (await readSignInPolicy(tx)).second_factor && !(await hasApp(tx, person))) {
      throw new BulkheadError(
        'not_permitted',
        'Your organization requires a second factor. Register another passkey or set up an app first.',
      )
    }
    await recordAudit(tx, context, { subject: id })
    await become({ role: 'bulkhead_identity' })
    const sessions = await deletePasskeySessions(identity, organization, id)
    await become({ role: 'bulkhead_organization', organization })
    await tx.deleteFrom('identity.passkeys').where('passkey_id', '=', id).execute()
    return revokeSessions(tx, organization, sessions)
  })
  revocations.apply(ended)
  return { id, deleted_at: new Date().toISOString() }
}

async function hasApp(tx: TenantTransaction, person: string): Promise<boolean> {
  const row = await tx
    .selectFrom('identity.second_factors')
    .select('person_id')
    .where('person_id', '=', person)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes the sessions that a passkey proved. Runs as `bulkhead_identity`. */
async function deletePasskeySessions(
  tx: ConfinedTransaction,
  organization: string,
  passkey: string,
): Promise<string[]> {
  const rows = await tx
    .deleteFrom('identity.sessions')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('identity.passkey_sessions as s')
        .select('s.session_id')
        .where('s.organization_id', '=', organization)
        .where('s.passkey_id', '=', passkey),
    )
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
