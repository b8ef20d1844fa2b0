import { type ConfinedTransaction, confine, type Database, type TenantScope, takeRole } from './confine.ts'

/**
 * Runs `look` as the organization and then `work` as the principal, in one transaction: for what depends on
 * the whole organization, how many connectors it has, though the principal reaches one workspace of it.
 * The import check says who may import this.
 */
export function asPrincipalAfter<T>(
  database: Database,
  { organization, workspace }: TenantScope,
  look: (tx: ConfinedTransaction) => Promise<void>,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  return confine(database, { role: 'bulkhead_organization', organization }, 'read write', async (tx) => {
    await look(tx)
    if (workspace !== undefined) await takeRole(tx, { role: 'bulkhead_workspace', organization, workspace })
    return work(tx)
  })
}
