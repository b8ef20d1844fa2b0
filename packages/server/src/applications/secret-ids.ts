import type { ConfinedTransaction } from '#platform/database/roles/confine'

/** The ids of an application's valid secrets. */
export async function secretIdsOf(
  tx: ConfinedTransaction,
  { organization_id, application_id }: { organization_id: string; application_id: string },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('application_secrets')
    .select('secret_id')
    .where('organization_id', '=', organization_id)
    .where('application_id', '=', application_id)
    .execute()
  return rows.map(({ secret_id }) => secret_id)
}
