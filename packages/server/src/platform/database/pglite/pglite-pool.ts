import { BulkheadError } from '@bulkhead/contract/errors'
import type { PGlite } from '@electric-sql/pglite'
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { PGliteDied } from './surface-panics.ts'

/**
 * Wraps the only session of a PGlite instance as a pool of one client, which one caller at a time holds. The embedded
 * database is thereby used as Postgres is: with several statements in one message, and with cached plans.
 *
 * @param begin Statements that each client runs first; if they fail, the client runs nothing else. A client that
 *   replaces another has the same session. That session may be in a transaction, have any role and hold prepared
 *   statements.
 * @param onDeath Called when PGlite has died. From then on every query is `unavailable`.
 */
export function pglitePool(
  pglite: PGlite,
  begin: string,
  onDeath: (error: Error) => void = () => {},
): pg.Pool {
  let death: BulkheadError | undefined
  const session: Pick<PGlite, 'waitReady' | 'execProtocolStream'> = {
    waitReady: pglite.waitReady,
    async execProtocolStream(message, options) {
      if (death !== undefined) throw death
      try {
        return await pglite.execProtocolStream(message, options)
      } catch (error) {
        if (!(error instanceof PGliteDied)) throw error
        death = stopped(error)
        onDeath(error)
        throw death
      }
    },
  }
  class Client extends pg.Client {
    constructor() {
      super({
        connection: new PglitePgConnection({ pglite: session as PGlite }),
        pipeline: true,
      } as pg.ClientConfig)
    }
  }
  const pool = new pg.Pool({
    Client,
    max: 1,
    idleTimeoutMillis: 0,
    // If this fails, the waiting caller gets the error, because the session may still have any role.
    onConnect: async (client) => void (await client.query(begin)),
  })
  // The waiting caller gets the error. Without a listener, an error would also end this process.
  const ignored = () => {}
  pool.on('error', ignored)
  pool.on('connect', (client) => client.on('error', ignored))
  return pool
}

function stopped(cause: Error): BulkheadError {
  return new BulkheadError('unavailable', 'The database has stopped. Try again in a few seconds.', {
    cause,
    retryAfter: 5,
  })
}
