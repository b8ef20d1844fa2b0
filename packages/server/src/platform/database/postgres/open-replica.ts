import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Kysely } from 'kysely'
import pg from 'pg'
import type { Log } from '#platform/log'
import { createTally } from '#platform/metrics/tally'
import { confinedDatabase, type Database, type ReplicaOutcome, withReplica } from '../roles/confine.ts'
import { unreachable } from '../schema/sqlstate.ts'
import type { Schema } from '../schema/tables.ts'
import { beginWith, pipelined, postgresDialect } from './postgres-dialect.ts'
import { endConnection, ServerClient } from './server-client.ts'
import { connectionOptions, SESSION_SETTINGS } from './session-settings.ts'

export interface ReplicaOptions {
  /** Database of the primary. */
  readonly database: Database
  /** URL with the runtime login. */
  readonly url: string
  /** Whether the URL may lead to a pooler in transaction mode. */
  readonly isPooled: boolean
  /** Maximum number of connections. */
  readonly size: number
  /** Maximum time that a read waits for the standby to catch up. */
  readonly waitMs: number
  readonly log: Log
}

const CONNECT_TIMEOUT_MS = 1_000
/** Milliseconds after a failure during which the replica is not used. */
const REST_MS = 5_000
/** Milliseconds during which reads do not wait for the replica, after one found it behind. */
const BEHIND_MS = 1_000
/** Milliseconds during which a mark is used. A standby of a copy that is younger than the mark has it too. */
const MARK_MS = 10_000
/** Time in which connections can close normally. */
const FAREWELL_MS = 1_000

const reads = createTally({
  name: 'bulkhead_replica_reads_total',
  help: 'Reports by where they were read: the replica, or the primary because the replica was behind, busy, unavailable or a different server.',
  labels: ['outcome'],
  most: 8,
})
const behind = createTally({
  name: 'bulkhead_replica_behind_bytes',
  help: 'Bytes of the log that the replica had not replayed when the last report was requested.',
  type: 'gauge',
  labels: [],
  most: 1,
})

/** Log messages for a change of where reports are read. Other outcomes say nothing about the next report. */
const MESSAGES: Readonly<Partial<Record<ReplicaOutcome, string>>> = {
  behind: 'the replica is behind: reports are read from the primary',
  away: 'the replica does not respond: reports are read from the primary',
  other:
    'BULKHEAD_DATABASE_REPLICA_URL does not lead to a standby of this database: reports are read from the primary',
  unknown: 'the primary does not report its log position: reports are read from the primary',
}

/** Connections to a standby. */
export interface OpenReplica {
  /** The primary's database, which reads at the standby while that is current. */
  readonly reports: Database
  close(): Promise<void>
}

/**
 * Creates the connections to a standby. They open on their first use, so the standby need not be reachable at the
 * start.
 */
export function openReplica(options: ReplicaOptions): OpenReplica {
  const { database, url, isPooled, size, waitMs, log } = options
  const clients = new Set<ServerClient>()
  class Client extends ServerClient {
    constructor(config?: string | pg.ClientConfig) {
      super(config)
      clients.add(this)
      this.once('end', () => clients.delete(this))
    }
  }
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'bulkhead reports',
    keepAlive: true,
    ...pipelined,
    Client,
    max: size,
    ...(!isPooled && { options: connectionOptions('bulkhead_nobody') }),
  })
  // The next read notices that a connection is lost. Without a listener an error would end this process.
  const ignored = () => {}
  pool.on('error', ignored)
  pool.on('connect', (client) => void client.on('error', ignored))
  const kysely = new Kysely<Schema>({ dialect: postgresDialect(pool) })
  const endConnections = () => {
    for (const client of clients) endConnection(client, unreachable())
  }
  let inUse = 0
  let restsUntil = 0
  let behindUntil = 0
  let mark: Promise<string> | undefined
  let marksUntil = 0
  /** Message of the last state. Undefined while the replica is read. */
  let said: string | undefined

  async function close() {
    await Promise.race([kysely.destroy(), sleep(FAREWELL_MS, undefined, { ref: false })])
    endConnections()
  }

  const reports = withReplica(database, {
    database: confinedDatabase({
      engine: 'postgres',
      kysely,
      beginWith,
      ...(isPooled && { transactionSettings: SESSION_SETTINGS }),
      purpose: { lane: 'lists', name: 'reports' },
      giveUp: endConnections,
      close,
    }),
    waitMs,
    take() {
      if (performance.now() < restsUntil) return 'away'
      if (inUse >= size) return 'busy'
      inUse += 1
      return () => {
        inUse -= 1
      }
    },
    mark(write) {
      const now = performance.now()
      if (mark !== undefined && now < marksUntil) return mark
      marksUntil = now + MARK_MS
      const made = randomUUID()
      mark = write(made).then(
        () => made,
        (error: unknown) => {
          marksUntil = 0
          throw error
        },
      )
      return mark
    },
    note(outcome, behindBytes) {
      reads.add([outcome])
      if (behindBytes !== undefined) behind.set([], behindBytes)
      const now = performance.now()
      if (outcome === 'behind') behindUntil = now + BEHIND_MS
      const message = MESSAGES[outcome]
      const isDown = outcome === 'away' || outcome === 'other' || outcome === 'unknown'
      // A read that was not sent says nothing new.
      if (isDown && now >= restsUntil) restsUntil = now + REST_MS
      if (message !== undefined && message !== said) log.warn(message)
      if (outcome === 'replica' && said !== undefined) log.info('reports are read from the replica again')
      if (outcome === 'replica') said = undefined
      else said = message ?? said
    },
    wasBehind: () => performance.now() < behindUntil,
    endConnections,
  })
  return { reports, close }
}
