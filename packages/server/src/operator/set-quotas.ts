import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { QUOTAS, type Quotas } from '#quotas/read-quotas'

/**
 * Changes quotas of an organization; those left out stay. Runs as the operator. A process that is running has
 * them within half a minute, at once where its reader drops the old ones.
 *
 * @param quotas One or more.
 * @returns All of them as they are now; undefined where there is no such organization.
 */
export function setQuotas(
  tx: ConfinedTransaction,
  organization: string,
  quotas: Partial<Quotas>,
): Promise<Quotas | undefined> {
  return tx
    .updateTable('organizations')
    .set(quotas)
    .where('organization_id', '=', organization)
    .returning(QUOTAS)
    .executeTakeFirst()
}
