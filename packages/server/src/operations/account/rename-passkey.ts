import type { renamePasskey as operation } from '@bulkhead/contract/people/passkeys'
import { recordAudit } from '#journal/audit/record-audit'
import { passkeyNotFound } from '#people/passkeys/passkey-rows'
import { asIdentity } from '#platform/database/roles/as-identity'
import { isUuid } from '#platform/identifiers'
import type { Handler } from '../handler.ts'

/** Changes the name of a passkey of the calling person. */
export const renamePasskey: Handler<typeof operation> = async (
  { database },
  context,
  { params, body: { name } },
) => {
  const { organization, person } = context
  if (!isUuid(params.passkey_id)) throw passkeyNotFound()
  const id = params.passkey_id.toLowerCase()
  const row = await asIdentity(database, 'read write', async (_identity, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    const row = await tx
      .updateTable('identity.passkeys')
      .set({ name })
      .where('person_id', '=', person ?? null)
      .where('passkey_id', '=', id)
      .returning(['created_at', 'last_used_at'])
      .executeTakeFirst()
    if (row === undefined) throw passkeyNotFound()
    await recordAudit(tx, context, { subject: id })
    return row
  })
  return {
    ...{ id, name },
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
  }
}
