import { Kysely } from 'kysely'
import pg from 'pg'
import { LANES } from '#platform/database/lanes'
import { type Channels, confinedDatabase, type Following } from '#platform/database/roles/confine'
import { unreachable } from '#platform/database/schema/sqlstate'
import type { Schema } from '#platform/database/schema/tables'
import { beginWith, pipelined, postgresDialect } from './postgres-dialect.ts'
import { endConnection, type ServerClient } from './server-client.ts'

/** Options of a {@link Following}. */
export interface FollowingOptions extends Pick<Following, 'dropPool' | 'markPool'> {
  readonly connection: pg.ClientConfig
  readonly Client: typeof ServerClient
  readonly channels: Channels
}

/** Creates a connection that opens on its first use. It also listens for notifications, which needs no right. */
export function followPostgres(options: FollowingOptions): Following {
  let generation = 0
  let current: pg.PoolClient | undefined
  const pool = new pg.Pool({
    ...options.connection,
    ...pipelined,
    application_name: 'bulkhead revocations',
    Client: options.Client,
    max: 1,
    connectionTimeoutMillis: LANES.feed.deadlineMs,
    idleTimeoutMillis: 0,
  })
  // The next transaction notices that the connection is lost. Without a listener an error would end this process.
  const ignored = () => {}
  pool.on('error', ignored)
  pool.on('connect', (client) => {
    generation += 1
    current = client
    client.on('error', ignored)
    client.on('notification', ({ channel, payload = '' }) => options.channels[channel]?.(payload))
    // Not awaited: later statements are sent after it. A standby rejects it.
    for (const channel of Object.keys(options.channels))
      client.query(`listen ${pg.escapeIdentifier(channel)}`).catch(ignored)
  })
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) })
  const close = () => kysely.destroy()
  const renew = () => {
    if (current !== undefined) endConnection(current, unreachable())
  }
  return {
    database: confinedDatabase({
      engine: 'postgres',
      kysely,
      beginWith,
      purpose: { lane: 'feed', name: 'revocations' },
      giveUp: renew,
      close,
    }),
    generation: () => generation,
    renew,
    dropPool: options.dropPool,
    markPool: options.markPool,
    close,
  }
}
