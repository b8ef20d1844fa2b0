import type { Purpose } from '#platform/database/lanes'
import { type Database, withPurpose } from './confine.ts'

/** The same database for work of one kind: it shares the connections and has the time that its lane is given. */
export function forPurpose(database: Database, purpose: Purpose): Database {
  return withPurpose(database, purpose)
}
