import { type ConfinedTransaction, confine, type Database, type TenantScope, takeRole } from './confine.ts'

/**
 * Runs `work` with the column grants that authentication needs before anyone is known. The import check says
 * who may import this.
 *
 * @param organization Of a verified token; without it no epoch can be read.
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
 * Runs `look` as the authenticator within a transaction of the principal, which goes on as the principal afterwards.
 *
 * @param principal Principal that the transaction was opened for.
 */
export async function asAuthenticatorWithin<T>(
  tx: ConfinedTransaction,
  { organization, workspace }: TenantScope,
  look: () => Promise<T>,
): Promise<T> {
  await takeRole(tx, { role: 'bulkhead_authenticator', organization })
  const seen = await look()
  await takeRole(
    tx,
    workspace === undefined
      ? { role: 'bulkhead_organization', organization }
      : { role: 'bulkhead_workspace', organization, workspace },
  )
  return seen
}
