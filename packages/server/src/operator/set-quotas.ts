import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { QUOTAS, type Quotas } from '#quotas/read-quotas'

/**
 * Changes quotas of an organization. Omitted quotas stay. Runs as the operator. A running process uses the new quotas
 * within half a minute, or at once if its reader drops the old ones.
 *
 * @param quotas One or more quotas.
 * @returns All quotas after the change. Undefined if there is no such organization.
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
