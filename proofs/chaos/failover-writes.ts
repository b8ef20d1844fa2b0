import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import {
  databaseSettings,
  promote,
  startPrimary,
  startReplica,
} from '@bulkhead/testing/postgres/replicated-postgres'
import { openSwitchboard } from '@bulkhead/testing/postgres/switchboard'
import { startServerProcess } from '@bulkhead/testing/server-process'

const MINT = '/api/v1/account/applications/scoped-token'
const LANES = 8
const BEFORE_MS = 2_000
/** Time between the disconnection of the replica and the end of the primary. */
const APART_MS = 500
const AFTER_MS = 2_000
const BACK_WITHIN_MS = 60_000
const NOWHERE = 1

/** Acknowledged writes of a server whose primary was lost. */
export interface WritesReport {
  acknowledged: number
  /** Number of acknowledged writes that the promoted replica lacks. */
  lost: number
  /** Number of other responses by status. */
  readonly others: Record<number, number>
  /** Milliseconds from the promotion to the next acknowledged write. */
  recoveryMs: number
}

/**
 * Creates workspaces while the replica is disconnected, the primary is killed half a second later, and the replica is
 * promoted.
 */
export async function proveFailoverWrites(isSynchronous: boolean): Promise<WritesReport> {
  await using opened = new AsyncDisposableStack()
  const primary = await startPrimary()
  opened.defer(() => primary.close())
  const front = await openSwitchboard(primary.port)
  opened.defer(() => front.close())
  const server = startServerProcess({
    ...databaseSettings(front.port),
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_KEY: `1:${randomBytes(32).toString('base64')}`,
    BULKHEAD_DRAIN_SECONDS: '0',
  })
  opened.defer(async () => void (await server.end('SIGKILL')))
  const caller = await connectCaller(await server.ready)
  const link = await openSwitchboard(primary.port)
  opened.defer(() => link.close())
  const replica = await startReplica(primary, link.port)
  opened.defer(() => replica.close())
  const until = async (what: string, holds: () => Promise<boolean>) => {
    for (const end = Date.now() + BACK_WITHIN_MS; !(await holds()); await sleep(50))
      if (Date.now() > end) throw new Error(`It did not come to hold: ${what}`)
  }
  if (isSynchronous) {
    // The replica has this setting in its own files, without a standby.
    await primary.query(`alter system set synchronous_standby_names = '*'`)
    await primary.query('select pg_reload_conf()')
  }
  await until('the replica follows', async () => {
    const rows = await primary.query('select state, sync_state from pg_stat_replication')
    return rows.some(
      ({ state, sync_state }) => state === 'streaming' && (!isSynchronous || sync_state === 'sync'),
    )
  })

  const acknowledged = new Map<string, number>()
  const others: Record<number, number> = {}
  let [next, isEnding] = [0, false]
  const lanes = Array.from({ length: LANES }, async () => {
    while (!isEnding) {
      const name = `write ${next++}`
      const { status, body } = await caller.call('POST', MINT, { workspace_name: name })
      if (status === 200) acknowledged.set(body.workspace_id, performance.now())
      else others[status] = (others[status] ?? 0) + 1
    }
  })
  await sleep(BEFORE_MS)
  link.connectTo(NOWHERE)
  link.cut()
  await sleep(APART_MS)
  front.connectTo(NOWHERE)
  await primary.crash()
  await promote(replica)
  front.connectTo(replica.port)
  const promoted = performance.now()
  const isAcknowledgedAgain = () => [...acknowledged.values()].some((at) => at > promoted)
  await until('writes are acknowledged again', async () => isAcknowledgedAgain())
  const recoveryMs = Math.min(...[...acknowledged.values()].filter((at) => at > promoted)) - promoted
  await sleep(AFTER_MS)
  isEnding = true
  await Promise.all(lanes)
  const kept = new Set(
    (await replica.query('select workspace_id from bulkhead.workspaces')).map(
      ({ workspace_id }) => workspace_id,
    ),
  )
  const lost = [...acknowledged.keys()].filter((id) => !kept.has(id)).length
  return { acknowledged: acknowledged.size, lost, others, recoveryMs }
}
