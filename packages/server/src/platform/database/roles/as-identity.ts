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

/** Goes on in the same transaction as another role, which reaches nothing of `identity` that it may not, or as the first. */
export interface Become {
  (as: Extract<Confinement, { role: 'bulkhead_organization' }>): Promise<TenantTransaction>
  /** Takes the role of the principal's scope. */
  (as: { readonly principal: TenantScope }): Promise<TenantTransaction>
  (
    as: Extract<Confinement, { role: 'bulkhead_authenticator' | 'bulkhead_identity' | 'bulkhead_member' }>,
  ): Promise<void>
}

/**
 * Runs `work` as `bulkhead_identity`, which reaches the schema `identity` and nothing else: people, their
 * passwords and sessions. The import check says who may import this.
 *
 * @param work Given a way on: once it is known whose organization this is about, that is recorded there.
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
