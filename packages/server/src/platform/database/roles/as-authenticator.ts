import { type ConfinedTransaction, confine, type Database } from './confine.ts'

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
