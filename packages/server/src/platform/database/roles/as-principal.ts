import type { Access } from './access.ts'
import { confine, type Database, getConfinement, getTenantScope, type TenantScope } from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'
import { waitingOutside } from './wait-outside.ts'

/**
 * Runs `work` in one transaction as the role of the principal's scope: its workspace if it has one, what a member reaches,
 * else its organization. The only way to tenant rows.
 *
 * @throws TypeError for a principal without an organization.
 * @param access With `'read only'` the engine itself refuses writes (SQLSTATE 25006).
 */
export async function asPrincipal<T>(
  database: Database,
  principal: TenantScope,
  access: Access,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return waitingOutside(() =>
    confine(database, getConfinement(principal), access, (tx) =>
      work(tenantTransaction(tx, getTenantScope(principal))),
    ),
  )
}
