import { BulkheadError } from '@bulkhead/contract/errors'
import type { PGlite } from '@electric-sql/pglite'
import { PglitePgConnection } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { PGliteDied } from './surface-panics.ts'

/**
 * The one session of a PGlite as a pool of one client, which it hands to one caller at a time. So the embedded database is
 * spoken to as Postgres is: several statements in one message, and plans that are kept.
 *
 * @param begin Statements that each client begins with, or it runs nothing. One that takes the place of another has the
 *   same session, which may have been left in a transaction and in any role, with statements that are prepared.
 * @param onDeath Called when PGlite has died; from then on every query is `unavailable`.
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
    // If it fails, the waiting caller gets the error, and the session may have kept any role.
    onConnect: async (client) => void (await client.query(begin)),
  })
  // The waiting caller gets the error. Without a listener an error would end this process.
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
