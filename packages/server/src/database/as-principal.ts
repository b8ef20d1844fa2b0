import type { Principal } from '#principal'
import { type Access, type ConfinedTransaction, confine, type Database } from './confine.ts'

/**
 * Runs `work` in one transaction as the role of the principal's scope: its workspace if it has one, else
 * its organization. The only way to tenant rows.
 *
 * @param access With `'read only'` the engine itself refuses writes (SQLSTATE 25006).
 */
export function asPrincipal<T>(
  database: Database,
  principal: Pick<Principal, 'organization' | 'workspace'>,
  access: Access,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  const { organization, workspace } = principal
  return confine(
    database,
    workspace === undefined
      ? { role: 'bulkhead_organization', organization }
      : { role: 'bulkhead_workspace', organization, workspace },
    access,
    work,
  )
}
