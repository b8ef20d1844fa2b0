import type { Access } from './access.ts'
import { beginAgain } from './begin-again.ts'
import {
  type ConfinedTransaction,
  confine,
  type Database,
  getConfinement,
  getReplica,
  getTenantScope,
  type TenantScope,
} from './confine.ts'
import { readAtReplica } from './read-at-replica.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Runs `work` in one transaction as the role of the principal's scope: its workspace if it has one, the member's
 * workspaces for a member, else its organization. This is the only way to tenant rows.
 *
 * @param access With `'read only'` the database itself rejects writes (SQLSTATE 25006), and a database with a replica
 *   reads there while it is current.
 * @param work May run again, see `beginAgain`, so it keeps nothing from one run to the next.
 * @throws TypeError for a principal without an organization.
 */
export async function asPrincipal<T>(
  database: Database,
  principal: TenantScope,
  access: Access,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const asTenant = (tx: ConfinedTransaction) => work(tenantTransaction(tx, getTenantScope(principal)))
  return beginAgain(() => {
    const confinement = getConfinement(principal)
    const replica = access === 'read only' ? getReplica(database) : undefined
    return replica === undefined
      ? confine(database, confinement, access, asTenant)
      : readAtReplica(database, replica, confinement, asTenant)
  }, principal.authenticateAgain)
}
