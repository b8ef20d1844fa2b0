import { type ConfinedTransaction, confine, type Database } from './confine.ts'

/**
 * Runs `work` as the role that counts events before the caller is known. The import check limits who may import this.
 */
export function asCounter<T>(database: Database, work: (tx: ConfinedTransaction) => Promise<T>): Promise<T> {
  return confine(database, { role: 'bulkhead_authenticator' }, 'read write', work)
}
