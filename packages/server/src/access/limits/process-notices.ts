import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'

/**
 * Notices to the other processes on one database. They only speed things up: the other processes would find out by
 * themselves. A process that is not connected misses them.
 */
export interface ProcessNotices<T> {
  /** Sends a notice. Does not wait for it, and does not fail. */
  send(notice: T): void
  /** Calls `listener` with each notice of any process, including this one. */
  onNotice(listener: (notice: T) => void): void
  /** Handles a payload of the channel. */
  receive(payload: string): void
}

export function createProcessNotices<T>(database: Database, channel: string): ProcessNotices<T> {
  const listeners: ((notice: T) => void)[] = []
  return {
    send(notice) {
      if (database.engine !== 'postgres') return
      const payload = JSON.stringify(notice)
      asCounter(database, (tx) => sql`select pg_notify(${channel}, ${payload})`.execute(tx)).catch(() => {})
    },
    onNotice: (listener) => void listeners.push(listener),
    receive(payload) {
      const notice: T = JSON.parse(payload)
      for (const listener of listeners) listener(notice)
    },
  }
}
