import { sql } from 'kysely'
import { asCounter } from '#platform/database/roles/as-counter'
import type { Database } from '#platform/database/roles/confine'

/** Tells the other processes on one database what they would else find out for themselves. One that is away misses it. */
export interface ProcessNotices<T> {
  /** Tells the others. Does not wait for it, and does not fail. */
  send(notice: T): void
  /** Calls `listener` with each notice of any process, this one too. */
  onNotice(listener: (notice: T) => void): void
  /** Takes a payload of the channel. */
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
