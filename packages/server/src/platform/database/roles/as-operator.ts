import type { Log } from '#platform/log'
import { type ConfinedTransaction, confine, type Database } from './confine.ts'

/**
 * Runs `work` with the operator's rights: making organizations, keeping keys, removing what
 * was deleted. It reads no sealed credential. The import check says who may import this.
 *
 * @param reason Why, in words. It is logged for debugging: most uses are jobs that look whether there is something to
 *   do, and an operator's command has a line of its own.
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
