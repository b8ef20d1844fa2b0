import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { unavailable, unreachable } from '#platform/database/schema/sqlstate'
import { isStandby } from './server-client.ts'

/**
 * Wraps a pool so that it gives out no connection to a standby. A standby is behind, so the rights that it shows may
 * have ended.
 *
 * `connect` throws BulkheadError `unavailable`, whatever the reason.
 */
export function primaryPool(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw unreachable(error)
      })
      if (!isStandby(client)) return client
      client.release(true)
      throw unavailable(
        'The database is a standby, and not in use. Try again in a few seconds.',
        undefined,
        5,
      )
    },
  }
}
