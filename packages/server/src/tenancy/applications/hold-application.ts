import { BulkheadError } from '@bulkhead/contract/errors'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { isUuid } from '#platform/identifiers'

/**
 * Finds an application of the organization and locks it until the transaction ends, so that changes of one application
 * run one after the other.
 *
 * @throws BulkheadError `application_not_found`
 */
export async function holdApplication(tx: TenantTransaction, application_id: string) {
  if (!isUuid(application_id)) throw applicationNotFound()
  const row = await tx
    .selectFrom('applications')
    .select(['organization_id', 'application_id', 'epoch'])
    .where('application_id', '=', application_id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw applicationNotFound()
  return row
}

/** Returns the error for an application that the organization does not have, whether or not another does. */
function applicationNotFound(): BulkheadError {
  return new BulkheadError('application_not_found', 'There is no such application.')
}
