import { BulkheadError } from '@bulkhead/contract/errors'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'

/** Finds an unused invitation of the organization. @throws BulkheadError `invitation_not_found` */
export async function findInvitation(tx: TenantTransaction, link_id: string) {
  const found = isUuid(link_id)
    ? await tx
        .selectFrom('identity.sign_up_links')
        .select(['link_id', 'role'])
        .where('link_id', '=', link_id)
        .executeTakeFirst()
    : undefined
  if (found === undefined) throw new BulkheadError('invitation_not_found', 'There is no such invitation.')
  return found
}
