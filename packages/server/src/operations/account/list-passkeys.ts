import type { listPasskeys as operation } from '@bulkhead/contract/people/passkeys'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { Handler } from '../handler.ts'

/** Lists the passkeys of the calling person. */
export const listPasskeys: Handler<typeof operation> = async ({ database }, { person, organization }) => {
  const rows = await asIdentity(database, 'read only', async (_tx, become) => {
    const tx = await become({ role: 'bulkhead_organization', organization })
    return tx
      .selectFrom('identity.passkeys')
      .select(['passkey_id as id', 'name', 'created_at', 'last_used_at'])
      .where('person_id', '=', person ?? null)
      .orderBy('created_at')
      .orderBy('passkey_id')
      .execute()
  })
  return {
    data: rows.map(({ created_at, last_used_at, ...row }) => ({
      ...row,
      created_at: created_at.toISOString(),
      last_used_at: last_used_at?.toISOString() ?? null,
    })),
  }
}
