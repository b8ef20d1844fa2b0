import type { Access } from './access.ts'
import { confine, type Database, type TenantScope } from './confine.ts'
import { type TenantTransaction, tenantTransaction } from './tenant-transaction.ts'

/**
 * Runs `work` in one transaction as the role of the principal's scope: its workspace if it has one, else
 * its organization. The only way to tenant rows.
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
  const { organization, workspace } = principal
  // A policy reads its setting only for a query that it has to judge: one for nothing would come back empty.
  if (organization === undefined) throw new TypeError('A principal without an organization.')
  return confine(
    database,
    workspace === undefined
      ? { role: 'bulkhead_organization', organization }
      : { role: 'bulkhead_workspace', organization, workspace },
    access,
    (tx) =>
      work(tenantTransaction(tx, workspace === undefined ? { organization } : { organization, workspace })),
  )
}
