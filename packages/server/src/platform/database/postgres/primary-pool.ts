import type { PostgresPool } from 'kysely'
import type pg from 'pg'
import { unavailable, unreachable } from '#platform/database/schema/sqlstate'
import { isStandby } from './server-client.ts'

/**
 * A pool that gives no connection to a standby: it is behind, so what it shows of rights may not hold any more.
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
