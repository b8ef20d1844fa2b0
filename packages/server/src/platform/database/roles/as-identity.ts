import type { Access } from './access.ts'
import {
  type ConfinedTransaction,
  type Confinement,
  confine,
  type Database,
  getConfinement,
  getTenantScope,
  type TenantScope,
  takeRole,
} from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Function that changes the role within the same transaction: to a role that may not reach `identity`, or back to the
 * first role.
 */
export interface Become {
  (as: Extract<Confinement, { role: 'bulkhead_organization' }>): Promise<TenantTransaction>
  /** Takes the role of the principal's scope. */
  (as: { readonly principal: TenantScope }): Promise<TenantTransaction>
  (
    as: Extract<Confinement, { role: 'bulkhead_authenticator' | 'bulkhead_identity' | 'bulkhead_member' }>,
  ): Promise<void>
}

/**
 * Runs `work` as `bulkhead_identity`, which reaches only the schema `identity`: people, their passwords and sessions.
 * The import check limits who may import this.
 *
 * @param work Gets a function that changes the role. Once the organization is known, `work` can write the audit
 *   record there.
 */
export function asIdentity<T>(
  database: Database,
  access: Access,
  work: (tx: ConfinedTransaction, become: Become) => Promise<T>,
): Promise<T> {
  return confine(database, { role: 'bulkhead_identity' }, access, (tx) => {
    async function become(as: Confinement | { readonly principal: TenantScope }) {
      if ('principal' in as) {
        await takeRole(tx, getConfinement(as.principal))
        return tenantTransaction(tx, getTenantScope(as.principal))
      }
      await takeRole(tx, as)
      return as.role === 'bulkhead_organization' ? tenantTransaction(tx, as) : undefined
    }
    return work(tx, become as Become)
  })
}
