import { type ConfinedTransaction, confine, type Database, getConfinement, takeRole } from './confine.ts'
import { type TenantTransaction, unscoped } from './tenant-transaction.ts'

/**
 * Runs `work` with the column grants that authentication needs before the caller is known. The import check limits who
 * may import this.
 *
 * @param organization Organization of a verified token. Without it no epoch can be read.
 */
export function asAuthenticator<T>(
  database: Database,
  organization: string | undefined,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  return confine(
    database,
    organization === undefined
      ? { role: 'bulkhead_authenticator' }
      : { role: 'bulkhead_authenticator', organization },
    'read only',
    work,
  )
}

/**
 * Runs `look` as the authenticator within the transaction of a tenant. Afterwards the transaction continues as the
 * tenant.
 */
export async function asAuthenticatorWithin<T>(
  tx: TenantTransaction,
  look: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  const { organization } = tx.scope
  const below = unscoped(tx) as ConfinedTransaction
  await takeRole(below, { role: 'bulkhead_authenticator', organization })
  const seen = await look(below)
  await takeRole(below, getConfinement(tx.scope))
  return seen
}
