import type { ConfinedTransaction } from '#database/confine'
import type { Quotas } from '#quotas/read-quotas'

/**
 * Changes quotas of an organization; those left out stay. Runs as the operator. A process that is running has
 * them within half a minute, at once where its reader is told to forget the old ones.
 *
 * @returns Whether there is such an organization.
 */
export async function setQuotas(
  tx: ConfinedTransaction,
  organization: string,
  quotas: Partial<Quotas>,
): Promise<boolean> {
  const { max_workspaces, max_connectors, requests_per_second, max_body_bytes } = quotas
  const given = { max_workspaces, max_connectors, requests_per_second, max_body_bytes }
  const changes = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const found = await tx
    .selectFrom('organizations')
    .select('organization_id')
    .where('organization_id', '=', organization)
    .executeTakeFirst()
  if (found === undefined) return false
  if (Object.keys(changes).length === 0) return true
  await tx.updateTable('organizations').set(changes).where('organization_id', '=', organization).execute()
  return true
}
