import { setTimeout as sleep } from 'node:timers/promises'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { seededRandom } from '@bulkhead/testing/random'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'
import { findHalfMade } from './parts/half-made.ts'
import { openLedger } from './parts/ledger.ts'
import { startMarkingUpstream } from './parts/marking-upstream.ts'
import { runLoad } from './parts/run-load.ts'
import { onEngines, runProof, takeCount, takeEngine, takeSeed } from './parts/run-proof.ts'
import { verifyLedger } from './parts/verify-ledger.ts'

/** Effects of many kills on one store. */
export interface KillReport {
  /** Number of kills under load, and of kills during a start. */
  kills: number
  startKills: number
  acknowledged: number
  unanswered: number
  workspaces: number
  /** Number of connectors that were executed to prove that their credential can be decrypted. */
  executed: number
  /** Time from process start to ready, for every restart after a kill, in milliseconds. */
  readonly restartMs: number[]
  readonly faults: string[]
}

/**
 * Kills a server (SIGKILL) at random moments under load, starts it again on the same store, and compares the stored
 * data with the acknowledged changes.
 */
export async function proveKill(
  engine: Engine,
  { rounds, seed }: { rounds: number; seed: number },
  progress: (line: string) => void = () => {},
): Promise<KillReport> {
  const random = seededRandom(seed)
  const ledger = openLedger()
  const upstream = await startMarkingUpstream()
  const store = await engine.createStore()
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
  }
  const report: KillReport = {
    kills: 0,
    startKills: 0,
    acknowledged: 0,
    unanswered: 0,
    workspaces: 0,
    executed: 0,
    restartMs: [],
    faults: [],
  }
  let server = startServerProcess(settings)
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const caller = await connectCaller(await server.ready)
      const stop = new AbortController()
      const load = runLoad(caller, ledger, upstream, random, stop.signal)
      await sleep(random.between(50, 900))
      // On a busy machine there may not be any data yet that a kill could lose.
      await until(() => [...ledger.workspaces.values()].some(({ connectors }) => connectors.size > 0))
      await server.end('SIGKILL')
      report.kills += 1
      stop.abort()
      const { acknowledged, unanswered, unavailable, surprises } = await load
      report.acknowledged += Object.values(acknowledged).reduce((sum, count) => sum + count, 0)
      report.unanswered += unanswered + unavailable
      report.faults.push(...surprises)

      if (random.fraction() < 0.15) {
        const starting = startServerProcess(settings)
        await sleep(random.between(100, 900))
        await starting.end('SIGKILL')
        report.startKills += 1
      }
      server = startServerProcess(settings)
      const again = await connectCaller(await server.ready)
      report.restartMs.push(server.readyMs() ?? Number.NaN)
      const { workspaces, connectors, faults } = await verifyLedger(again, ledger, upstream, random)
      report.workspaces = workspaces
      report.executed += connectors
      report.faults.push(...faults)
      if (store.postgres !== undefined) report.faults.push(...(await withAdmin(store, findHalfMade)))
      if (round % 10 === 0) progress(`round ${round}: ${summary(report)}`)
      if (report.faults.length > 0) break
    }
    await server.end('SIGTERM')
    if (store.postgres === undefined) report.faults.push(...(await withAdmin(store, findHalfMade)))
    return report
  } finally {
    await server.end('SIGKILL')
    await upstream.close()
    store.remove()
  }
}

function summary({ kills, startKills, restartMs, faults, ...counts }: KillReport): string {
  const sorted = restartMs.toSorted((a, b) => a - b).map(Math.round)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]
  return `${kills} kills under load, ${startKills} while starting; ${counts.acknowledged} requests acknowledged, ${counts.unanswered} unanswered; ${counts.workspaces} workspaces there, ${counts.executed} executions verified; restart median ${at(0.5)} ms, longest ${at(1)} ms; ${faults.length} faults`
}

if (import.meta.main)
  void runProof(
    'kill',
    'Kills a server (SIGKILL) under load and while it starts, again and again. Fails when an acknowledged write is lost, or half of a change is stored.',
    { rounds: takeCount(100, 'kills'), seed: takeSeed(), engine: takeEngine() },
    async (options, { print, fault, count }) => {
      await onEngines(options.engine, async (engine) => {
        const report = await proveKill(engine, options, print)
        print(`kill, ${engine.name}, seed ${options.seed}: ${summary(report)}`)
        fault(report.faults)
        count({
          kills: report.kills,
          'requests acknowledged': report.acknowledged,
          'executions verified': report.executed,
        })
      })
    },
  )
