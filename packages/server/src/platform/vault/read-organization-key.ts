import type { TenantTransaction } from '../database/roles/tenant-transaction.ts'
import { openDataKey } from './data-keys.ts'
import type { Keyring } from './keyring.ts'

/** Opens the data key of the organization. */
export async function readOrganizationKey(tx: TenantTransaction, keyring: Keyring) {
  const { organization } = tx.scope
  const key = await tx
    .selectFrom('organization_keys')
    .select(['kek_version', 'wrapped_dek'])
    .executeTakeFirstOrThrow()
  return openDataKey(keyring, { organization }, key)
}
