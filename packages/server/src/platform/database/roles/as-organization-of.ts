import { confine, type Database, type TenantScope } from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Runs `work` in one transaction that reads as the organization of a principal, though the principal may reach only one
 * workspace of it. It serves clients of services: all workspaces of an organization use them, and none may see them.
 * The import check limits who may import this.
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
