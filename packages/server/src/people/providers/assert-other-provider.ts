import { BulkheadError } from '@bulkhead/contract/errors'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Makes sure that people can still sign in without a provider. If passwords are off, concurrent changes of providers
 * wait until the transaction ends.
 *
 * @throws BulkheadError `sign_in_policy_refused`
 */
export async function assertOtherProvider(tx: TenantTransaction, provider_id: string): Promise<void> {
  const policy = await tx
    .selectFrom('identity.sign_in_policies')
    .select('passwords')
    .forUpdate()
    .executeTakeFirst()
  if (policy?.passwords !== false) return
  const other = await tx
    .selectFrom('identity.providers')
    .select('provider_id')
    .where('enabled', '=', true)
    .where('provider_id', '!=', provider_id)
    .executeTakeFirst()
  if (other !== undefined) return
  throw new BulkheadError(
    'sign_in_policy_refused',
    'Passwords are off, and nobody could sign in without this provider. Turn passwords on, or add another provider, first.',
  )
}
