import { confine, type Database, type TenantScope } from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Runs `work` in one transaction that reads as the organization of a principal, though the principal reaches one
 * workspace of it: for what the organization lends to all of its workspaces and shows to none, its clients of
 * services. The import check says who may import this.
 */
export function asOrganizationOf<T>(
  database: Database,
  { organization }: Pick<TenantScope, 'organization'>,
  work: (tx: TenantTransaction) => Promise<T>,
): Promise<T> {
  return confine(database, { role: 'bulkhead_organization', organization }, 'read only', (tx) =>
    work(tenantTransaction(tx, { organization })),
  )
}
