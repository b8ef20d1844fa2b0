import { beginAgain } from './begin-again.ts'
import {
  confine,
  type Database,
  getConfinement,
  getTenantScope,
  type TenantScope,
  takeRole,
} from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Runs `look` as the organization and then `work` as the principal, in one transaction. It serves work that depends on
 * the whole organization, such as its number of connectors, though the principal may reach only one workspace. The
 * import check limits who may import this.
 */
export function asPrincipalAfter<T>(
  database: Database,
  principal: TenantScope,
  look: (tx: TenantTransaction) => Promise<void>,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  const { organization } = principal
  return beginAgain(
    () =>
      confine(database, { role: 'bulkhead_organization', organization }, 'read write', async (tx) => {
        const whole = tenantTransaction(tx, { organization })
        await look(whole)
        const confinement = getConfinement(principal)
        if (confinement.role === 'bulkhead_organization') return work(whole)
        await takeRole(tx, confinement)
        return work(tenantTransaction(tx, getTenantScope(principal)))
      }),
    principal.authenticateAgain,
  )
}
