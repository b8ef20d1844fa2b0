import type { Access } from './access.ts'
import { confine, type Database, getConfinement, getTenantScope, type TenantScope } from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'
import { waitingOutside } from './wait-outside.ts'

/**
 * Runs `work` in one transaction as the role of the principal's scope: its workspace if it has one, the member's
 * workspaces for a member, else its organization. This is the only way to tenant rows.
 *
 * @param access With `'read only'` the database itself rejects writes (SQLSTATE 25006).
 * @throws TypeError for a principal without an organization.
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
