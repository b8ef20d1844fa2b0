import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import { seededRandom } from '@bulkhead/testing/random'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { findHalfMade } from '../parts/half-made.ts'
import { openLedger } from '../parts/ledger.ts'
import { startMarkingUpstream } from '../parts/marking-upstream.ts'
import { runLoad } from '../parts/run-load.ts'
import { runProof, takeCount, takeSeed } from '../parts/run-proof.ts'
import { startStoppablePostgres } from '../parts/stoppable-postgres.ts'
import { verifyLedger } from '../parts/verify-ledger.ts'

const TERMINATE_EVERY_MS = 300

/** Behaviour of a server while its database was unavailable and after it returned. */
export interface LostConnectionsReport {
  /** Number of connections that were ended, and of times that Postgres was stopped. */
  terminated: number
  stops: number
  acknowledged: number
  unavailable: number
  /** Time from the start of Postgres to the first success of the same server process, in milliseconds. */
  readonly recoveryMs: number[]
  readonly faults: string[]
}

/**
 * Ends all connections of a server to Postgres every 300 ms under load. Then stops Postgres under load and starts it
 * again, once cleanly and once as a crash. The server must return success or `unavailable`, must not end, and must lose
 * nothing.
 */
export async function proveLostConnections({
  rounds,
  seed,
  terminateForMs = 5_000,
  stoppedForMs = 1_500,
}: {
  rounds: number
  seed: number
  terminateForMs?: number
  stoppedForMs?: number
}): Promise<LostConnectionsReport> {
  const random = seededRandom(seed)
  const ledger = openLedger()
  const report: LostConnectionsReport = {
    terminated: 0,
    stops: 0,
    acknowledged: 0,
    unavailable: 0,
    recoveryMs: [],
    faults: [],
  }
  const upstream = await startMarkingUpstream()
  const postgres = await startStoppablePostgres(`1:${randomBytes(32).toString('base64')}`)
  const server = startServerProcess({
    ...postgres.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
  })
  let ended = false
  server.exited.then(() => {
    ended = true
  })
  try {
    const url = await server.ready
    for (let round = 1; round <= rounds && report.faults.length === 0; round += 1) {
      await underLoad(url, async () => {
        const end = Date.now() + terminateForMs
        while (Date.now() < end) {
          report.terminated += await postgres.terminateBackends()
          await sleep(TERMINATE_EVERY_MS)
        }
      })
      for (const how of ['fast', 'immediate'] as const) {
        await underLoad(url, async () => {
          await sleep(random.between(200, 600))
          await postgres.stop(how)
          report.stops += 1
          await sleep(stoppedForMs)
          await postgres.start()
          const started = performance.now()
          await untilServed(url)
          report.recoveryMs.push(performance.now() - started)
          await sleep(300)
        })
      }
    }
    report.faults.push(...(await findHalfMade(postgres.query)))
    return report
  } finally {
    await server.end('SIGKILL')
    await postgres.close()
    await upstream.close()
  }

  async function underLoad(url: string, trouble: () => Promise<void>) {
    if (report.faults.length > 0) return
    const caller = await connectCaller(url)
    const stop = new AbortController()
    const load = runLoad(caller, ledger, upstream, random, stop.signal)
    try {
      await trouble()
    } finally {
      stop.abort()
    }
    const { acknowledged, unanswered, unavailable, surprises } = await load
    report.acknowledged += Object.values(acknowledged).reduce((sum, count) => sum + count, 0)
    report.unavailable += unavailable
    if (ended)
      report.faults.push(`the server ended: ${server.stderr().trim().split('\n').slice(2).join(' ')}`)
    if (unanswered > 0) report.faults.push(`${unanswered} requests got no answer`)
    report.faults.push(...surprises)
    if (report.faults.length > 0) return
    report.faults.push(...(await verifyLedger(await connectCaller(url), ledger, upstream, random)).faults)
  }

  async function untilServed(url: string) {
    for (const end = Date.now() + 15_000; ; await sleep(20)) {
      const served = await connectCaller(url).then(
        () => true,
        () => false,
      )
      if (served) return
      if (ended) return
      if (Date.now() > end) {
        report.faults.push('the server did not recover within 15 s')
        return
      }
    }
  }
}

if (import.meta.main)
  void runProof(
    'chaos --scenario lost-connections',
    'Ends the connections of a server to Postgres under load, and stops Postgres. Fails when the server ends, or loses an acknowledged write.',
    { rounds: takeCount(5, 'times that Postgres is stopped'), seed: takeSeed() },
    async (options, { print, fault, count }) => {
      const { recoveryMs, faults, ...counts } = await proveLostConnections(options)
      print(
        `lost connections, postgres, seed ${options.seed}: ${counts.terminated} connections ended, ${counts.stops} stops; ${counts.acknowledged} requests acknowledged, ${counts.unavailable} answered unavailable; recovery at most ${Math.round(Math.max(...recoveryMs))} ms; ${faults.length} faults`,
      )
      fault(faults)
      count({
        'connections ended': counts.terminated,
        'stops of Postgres': counts.stops,
        'requests acknowledged': counts.acknowledged,
      })
    },
  )
