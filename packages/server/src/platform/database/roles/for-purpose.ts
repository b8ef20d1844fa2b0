import type { Purpose } from '../lanes.ts'
import { type Database, withPurpose } from './confine.ts'

/**
 * Returns the same database for one kind of work. It shares the connections, and its transactions have the time limits
 * of their lane.
 */
export function forPurpose(database: Database, purpose: Purpose): Database {
  return withPurpose(database, purpose)
}
