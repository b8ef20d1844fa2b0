import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Enabled providers of an organization, as buttons show them, and whether it accepts passwords. */
export interface OfferedProviders {
  readonly data: { readonly id: string; readonly name: string }[]
  readonly passwords: boolean
}

/** Runs as `bulkhead_identity`. */
export async function readOfferedProviders(
  tx: ConfinedTransaction,
  organization: string,
): Promise<OfferedProviders> {
  const data = await tx
    .selectFrom('identity.providers')
    .select(['provider_id as id', 'name'])
    .where('organization_id', '=', organization)
    .where('enabled', '=', true)
    .orderBy('provider_id')
    .execute()
  const policy = await tx
    .selectFrom('identity.sign_in_policies')
    .select('passwords')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  return { data, passwords: policy?.passwords ?? true }
}
