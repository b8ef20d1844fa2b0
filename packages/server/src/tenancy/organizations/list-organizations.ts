import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** Maximum number of organizations that are listed at a time. */
const MOST_ORGANIZATIONS = 100

/** Lists the ids of the next organizations, in their order. A tenant's transaction sees its own organization only. */
export async function listOrganizations(tx: ConfinedTransaction, after: string): Promise<readonly string[]> {
  const found = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .where('organization_id', '>', after)
    .orderBy('organization_id')
    .limit(MOST_ORGANIZATIONS)
    .execute()
  return found.map(({ organization_id }) => organization_id)
}
