import type { Output } from '@bulkhead/contract/operation'
import type { listPasskeys as operation } from '@bulkhead/contract/people/passkeys'
import type { Services } from '#operations/services'
import { asIdentity } from '#platform/database/roles/as-identity'
import type { RequestContext } from '#request/principal'

/** Lists the passkeys of the calling person. */
export async function listPasskeys(
  { database }: Services,
  { person, organization }: RequestContext,
): Promise<Output<typeof operation>> {
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
