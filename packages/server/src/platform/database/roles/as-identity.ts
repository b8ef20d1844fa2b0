import type { Access } from './access.ts'
import { type ConfinedTransaction, type Confinement, confine, type Database, takeRole } from './confine.ts'

/** Goes on in the same transaction as another role, which reaches nothing of `identity` that it may not, or as the first. */
export type Become = (
  as: Extract<
    Confinement,
    { role: 'bulkhead_organization' | 'bulkhead_authenticator' | 'bulkhead_identity' }
  >,
) => Promise<void>

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
  return confine(database, { role: 'bulkhead_identity' }, access, (tx) =>
    work(tx, async (as) => void (await takeRole(tx, as))),
  )
}
