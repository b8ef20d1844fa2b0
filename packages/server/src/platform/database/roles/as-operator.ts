import type { Log } from '#platform/log'
import { type ConfinedTransaction, confine, type Database } from './confine.ts'

/**
 * Runs `work` with the operator's rights: creating organizations, managing keys, removing deleted rows. It can read no
 * sealed credential. The import check limits who may import this.
 *
 * @param reason Reason in words. It is logged at debug level: most uses are jobs that look for work, and an
 *   operator's command has a log line of its own.
 */
export function asOperator<T>(
  database: Database,
  log: Log,
  reason: string,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  log.debug({ reason }, 'operator transaction')
  return confine(database, { role: 'bulkhead_operator' }, 'read write', work, { lane: 'jobs', name: reason })
}
