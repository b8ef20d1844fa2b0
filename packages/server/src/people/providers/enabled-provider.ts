import { asIdentity } from '#platform/database/roles/as-identity'
import type { Database } from '#platform/database/roles/confine'
import { isUuid } from '#platform/identifiers'
import type { Keyring } from '#platform/vault/keyring'
import { type OpenProvider, openProvider, providerNotFound } from './provider-rows.ts'

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
}

/**
 * Reads an enabled provider of any organization, for a caller who has not signed in yet. @throws BulkheadError
 * `provider_not_found`
 */
export async function readEnabledProvider(
  { database, keyring }: Dependencies,
  provider_id: string,
): Promise<OpenProvider> {
  if (!isUuid(provider_id)) throw providerNotFound()
  return asIdentity(database, 'read only', async (tx, become) => {
    const found = await tx
      .selectFrom('identity.providers')
      .select('organization_id')
      .where('provider_id', '=', provider_id)
      .where('enabled', '=', true)
      .executeTakeFirst()
    if (found === undefined) throw providerNotFound()
    const rows = await become({ role: 'bulkhead_organization', organization: found.organization_id })
    return openProvider(rows, keyring, provider_id)
  })
}
