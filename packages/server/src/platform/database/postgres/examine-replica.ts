import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Finding } from '#platform/finding'
import { connectPostgres } from './owner-connection.ts'
import {
  type PrimaryPosition,
  READ_POSITION,
  READ_STATE,
  type ReplicaState,
  toMarking,
  toStateParameters,
} from './replica-state.ts'

/** Addresses of a primary and its standby. */
export interface ReplicaPlace {
  readonly primaryUrl: string
  readonly url: string
  /** Maximum time that a report waits for the standby. */
  readonly waitMs: number
}

const LOOK_EVERY_MS = 10
/** Begins a transaction, since a pooler may give the next one another connection. */
const AS_AUTHENTICATOR = 'begin; set local role bulkhead_authenticator'

/** Examines a standby the way a report would use it. */
export async function examineReplica(place: ReplicaPlace): Promise<Finding[]> {
  const check = 'database: replica'
  try {
    return [{ check, ...(await examine(place)) }]
  } catch (error) {
    return [{ check, status: 'failed', detail: `${(error as Error).message} ${MEANWHILE}` }]
  }
}

const MEANWHILE = 'Reports are read from the primary.'

async function examine({ primaryUrl, url, waitMs }: ReplicaPlace): Promise<Omit<Finding, 'check'>> {
  await using opened = new AsyncDisposableStack()
  const connect = async (...from: Parameters<typeof connectPostgres>) => {
    const client = await connectPostgres(...from)
    opened.defer(() => client.end().catch(() => {}))
    return client
  }
  const replica = await connect(url, 'BULKHEAD_DATABASE_REPLICA_URL')
  const primary = await connect(primaryUrl, 'BULKHEAD_DATABASE_URL')
  const mark = randomUUID()
  await primary.query(`${AS_AUTHENTICATOR}; ${toMarking(mark)}; commit`)
  const { rows } = await primary.query<PrimaryPosition>(READ_POSITION)
  const parameters = toStateParameters(rows[0] as PrimaryPosition, mark)
  const readState = async () => {
    await replica.query(AS_AUTHENTICATOR)
    const { rows } = await replica.query<ReplicaState>(READ_STATE, parameters)
    await replica.query('commit')
    return rows[0] as ReplicaState
  }
  const began = performance.now()
  let state = await readState()
  while (!state.is_current && performance.now() - began < waitMs) {
    await sleep(LOOK_EVERY_MS)
    state = await readState()
  }
  // The mark may have been replayed after the statement began.
  if (state.is_current && !state.has_mark) state = await readState()
  if (!state.follows || (state.is_current && !state.has_mark))
    return {
      status: 'failed',
      detail: `BULKHEAD_DATABASE_REPLICA_URL does not lead to a standby of this database, or uses another login. ${MEANWHILE}`,
    }
  if (!state.has_timeline)
    return {
      status: 'warning',
      detail: `The standby has not recorded yet that it follows this primary; after a failover this takes a checkpoint. ${MEANWHILE}`,
    }
  if (!state.is_current)
    return {
      status: 'warning',
      detail: `The standby is ${state.behind_bytes} bytes behind after ${waitMs} ms. ${MEANWHILE} Check its replay, or raise BULKHEAD_DATABASE_REPLICA_WAIT.`,
    }
  const feedback = await replica.query<{ on: boolean }>(
    `select current_setting('hot_standby_feedback') = 'on' as on`,
  )
  if (feedback.rows[0]?.on !== true)
    return {
      status: 'warning',
      detail:
        'The standby is current. Set hot_standby_feedback = on there: otherwise replay waits for long reports, or cancels them.',
    }
  return { status: 'ok', detail: `a standby of this server, current within ${waitMs} ms` }
}
