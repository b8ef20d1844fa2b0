import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import { CompiledQuery } from 'kysely'
import {
  type PrimaryPosition,
  READ_POSITION,
  READ_STATE,
  type ReplicaState,
  toMarking,
  toStateParameters,
} from '../postgres/replica-state.ts'
import { getSqlstate } from '../schema/sqlstate.ts'
import {
  type ConfinedTransaction,
  type Confinement,
  confine,
  type Database,
  type Replica,
  type ReplicaOutcome,
  takeRole,
} from './confine.ts'

/** Time limit of the first query, after which the standby counts as gone. */
const RESPONDS_WITHIN_MS = 1_000
const LOOK_EVERY_MS = 10
/** SQLSTATE of a query that replay cancelled, and of one that took too long. */
const CANCELLED_BY_REPLAY = '40001'
const CANCELLED = '57014'
const AUTHENTICATOR = { role: 'bulkhead_authenticator' } as const

/** Error thrown to leave a standby that must not be read. */
class NotCurrent extends Error {
  readonly outcome: ReplicaOutcome
  readonly behindBytes: number

  constructor(outcome: ReplicaOutcome, behindBytes: number) {
    super('The standby must not be read.')
    this.outcome = outcome
    this.behindBytes = behindBytes
  }
}

/**
 * Runs `work`, which only reads, at a standby that has replayed everything that the primary had when this was called.
 * So `work` sees no older rights and rows than it would at the primary. If there is no such standby, `work` runs at the
 * primary.
 */
export async function readAtReplica<T>(
  database: Database,
  replica: Replica,
  confinement: Confinement,
  work: (tx: ConfinedTransaction) => Promise<T>,
): Promise<T> {
  const atPrimary = (outcome: ReplicaOutcome, behindBytes?: number) => {
    replica.note(outcome, behindBytes)
    return confine(database, confinement, 'read only', work)
  }
  const giveBack = replica.take()
  if (typeof giveBack === 'string') return atPrimary(giveBack)
  let failure: NotCurrent
  try {
    const parameters = await readPosition(database, replica)
    let behindBytes = 0
    const result = await confine(replica.database, AUTHENTICATOR, 'read only', async (tx) => {
      behindBytes = await untilCurrent(tx, parameters, replica)
      await takeRole(tx, confinement)
      return work(tx)
    })
    replica.note('replica', behindBytes)
    return result
  } catch (error) {
    const outcome = getOutcome(error)
    if (outcome === undefined) throw error
    failure = error instanceof NotCurrent ? error : new NotCurrent(outcome, 0)
  } finally {
    giveBack()
  }
  return atPrimary(failure.outcome, failure.outcome === 'behind' ? failure.behindBytes : undefined)
}

/** @returns Parameters of {@link READ_STATE}. */
async function readPosition(database: Database, replica: Replica): Promise<unknown[]> {
  try {
    const mark = await replica.mark(async (made) => {
      await confine(database, AUTHENTICATOR, 'read write', (tx) =>
        tx.executeQuery(CompiledQuery.raw(toMarking(made))),
      )
    })
    const { rows } = await confine(database, AUTHENTICATOR, 'read only', (tx) =>
      tx.executeQuery<PrimaryPosition>(CompiledQuery.raw(READ_POSITION)),
    )
    return toStateParameters(rows[0] as PrimaryPosition, mark)
  } catch {
    // If the primary cannot be reached, the read at the primary reports it.
    throw new NotCurrent('unknown', 0)
  }
}

/**
 * Waits for a standby to replay up to a position.
 *
 * @returns Number of bytes that it had to replay at first.
 * @throws NotCurrent if it takes too long, or if the server is not a standby of the primary.
 */
async function untilCurrent(
  tx: ConfinedTransaction,
  parameters: unknown[],
  replica: Replica,
): Promise<number> {
  const began = performance.now()
  const waitMs = replica.wasBehind() ? 0 : replica.waitMs
  let behindBytes: number | undefined
  let wasCurrent = false
  for (;;) {
    const state = await readState(tx, parameters, replica)
    const { follows, has_timeline, is_current, has_mark } = state
    behindBytes ??= Math.max(0, state.behind_bytes ?? 0)
    // The mark may have been replayed after the statement began. The next statement sees it.
    if (is_current && !has_mark && !wasCurrent) {
      wasCurrent = true
      continue
    }
    if (!follows || (is_current && !has_mark)) throw new NotCurrent('other', behindBytes)
    if (has_timeline && is_current) return behindBytes
    if (performance.now() - began >= waitMs) throw new NotCurrent('behind', behindBytes)
    await sleep(LOOK_EVERY_MS)
  }
}

async function readState(
  tx: ConfinedTransaction,
  parameters: unknown[],
  { endConnections }: Replica,
): Promise<ReplicaState> {
  const late = setTimeout(endConnections, RESPONDS_WITHIN_MS)
  try {
    const { rows } = await tx.executeQuery<ReplicaState>(CompiledQuery.raw(READ_STATE, parameters))
    return rows[0] as ReplicaState
  } finally {
    clearTimeout(late)
  }
}

/** Returns why a read failed at the replica. Undefined if it would fail at the primary too. */
function getOutcome(error: unknown): ReplicaOutcome | undefined {
  if (error instanceof NotCurrent) return error.outcome
  const state = getSqlstate(error instanceof BulkheadError ? error.cause : error)
  if (state === CANCELLED) return undefined
  if (state === CANCELLED_BY_REPLAY) return 'canceled'
  if (error instanceof BulkheadError) return error.code === 'unavailable' ? 'away' : undefined
  // The standby may lack a table that the primary has, for example.
  return state === undefined ? undefined : 'away'
}
