import { setTimeout as sleep } from 'node:timers/promises'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import { seededRandom } from '@bulkhead/testing/random'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type Exit, type ServerProcess, startServerProcess } from '@bulkhead/testing/server-process'
import { findHalfMade } from '../parts/half-made.ts'
import { openLedger } from '../parts/ledger.ts'
import { startMarkingUpstream } from '../parts/marking-upstream.ts'
import { runLoad } from '../parts/run-load.ts'
import { runProof, takeCount, takeSeed } from '../parts/run-proof.ts'
import { mountSmallDisk } from '../parts/small-disk.ts'
import { verifyLedger } from '../parts/verify-ledger.ts'

const DISK_MEGABYTES = 200
/** Exit code by which a server asks for a restart. */
const DATABASE_DIED = 70

/** Effects of a full disk on an embedded server. */
export interface DiskFullReport {
  fills: number
  /** Number of recoveries in the same process, and of restarts after the process had ended. */
  recovered: number
  restarted: number
  acknowledged: number
  unavailable: number
  readonly faults: string[]
}

/**
 * Fills the disk of an embedded server under load, frees space and checks the data. The server must return
 * `unavailable` and continue once there is space, or end with code 70 and an error message.
 */
export async function proveDiskFull({
  rounds,
  seed,
  fullForMs = 8_000,
}: {
  rounds: number
  seed: number
  fullForMs?: number
}): Promise<DiskFullReport> {
  const random = seededRandom(seed)
  const ledger = openLedger()
  const report: DiskFullReport = {
    fills: 0,
    recovered: 0,
    restarted: 0,
    acknowledged: 0,
    unavailable: 0,
    faults: [],
  }
  const disk = mountSmallDisk(DISK_MEGABYTES)
  const upstream = await startMarkingUpstream()
  const store = { environment: { BULKHEAD_DATA_DIR: disk.directory }, remove: () => {} }
  const start = () =>
    startServerProcess({
      ...store.environment,
      ...PROOF_CLIENT_SETTINGS,
      BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
    })
  let server = start()
  try {
    for (let round = 1; round <= rounds && report.faults.length === 0; round += 1) {
      await fillUnderLoad(server)
      if (report.faults.length > 0) break
      if (await hasEnded(server)) {
        report.restarted += 1
        server = start()
      } else report.recovered += 1
      const again = await connectCaller(await server.ready)
      report.faults.push(...(await verifyLedger(again, ledger, upstream, random)).faults)
    }
    await server.end('SIGTERM')
    report.faults.push(...(await withAdmin(store, findHalfMade)))
    return report
  } finally {
    await server.end('SIGKILL')
    await upstream.close()
    disk.remove()
  }

  async function fillUnderLoad(server: ServerProcess) {
    const url = await server.ready
    const caller = await connectCaller(url)
    const stop = new AbortController()
    const load = runLoad(caller, ledger, upstream, random, stop.signal, {
      secretBytes: 8_000,
    })
    await sleep(random.between(100, 500))
    const room = random.of([0, 200_000, 2_000_000, 8_000_000, 14_000_000, 18_000_000])
    // The first fill leaves no room, so that a short proof meets a full disk too.
    disk.fill(report.fills === 0 ? 0 : room)
    report.fills += 1
    for (const end = Date.now() + fullForMs; Date.now() < end && !(await hasEnded(server)); ) await sleep(50)
    const endedFull = await hasEnded(server)
    if (endedFull) {
      expectClearEnd(server, await server.exited, DATABASE_DIED)
      await startOnFullDisk()
    }
    disk.empty()
    // The server may have met the full disk just now, and may be about to end.
    await sleep(500)
    const answersAgain = (await hasEnded(server)) || (await untilAcknowledged(url))
    stop.abort()
    const { acknowledged, unanswered, unavailable, surprises } = await load
    report.acknowledged += Object.values(acknowledged).reduce((sum, count) => sum + count, 0)
    report.unavailable += unavailable
    if (await hasEnded(server)) {
      if (!endedFull) expectClearEnd(server, await server.exited, DATABASE_DIED)
    } else {
      if (!answersAgain)
        report.faults.push('the server neither answers after the disk has room again, nor ends')
      if (unanswered > 0) report.faults.push(`${unanswered} requests got no answer`)
    }
    report.faults.push(...surprises)
  }

  async function untilAcknowledged(url: string): Promise<boolean> {
    for (const end = Date.now() + 10_000; Date.now() < end; await sleep(100)) {
      const answered = await Promise.race([
        connectCaller(url).then(
          () => true,
          () => false,
        ),
        sleep(2_000, false),
      ])
      if (answered) return true
    }
    return false
  }

  /** Starts the server at once, like a supervisor. It must serve or end, but not hang. */
  async function startOnFullDisk() {
    const hopeless = start()
    const outcome = await Promise.race([hopeless.exited, hopeless.ready.catch(() => hopeless.exited)])
    if (typeof outcome === 'string') await hopeless.end('SIGTERM')
    else expectClearEnd(hopeless, outcome, 1)
  }

  function expectClearEnd(server: ServerProcess, { code, signal }: Exit, expected: number) {
    const said = server
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('bulkhead: '))
    if (code !== expected || said.length !== 1)
      report.faults.push(`the server ended with ${code ?? signal} and said: ${server.stderr()}`)
  }
}

async function hasEnded(server: ServerProcess): Promise<boolean> {
  return Promise.race([server.exited.then(() => true), sleep(0, false)])
}

if (import.meta.main)
  void runProof(
    'chaos --scenario disk-full',
    'Fills the disk of a server with the embedded database under load, and frees it. Fails when an acknowledged write is lost, or when the server does not go on. Needs root: it mounts a small file system.',
    { rounds: takeCount(10, 'times that the disk is filled'), seed: takeSeed() },
    async (options, { print, fault, count }) => {
      const { faults, ...counts } = await proveDiskFull(options)
      print(
        `disk full, pglite, seed ${options.seed}: filled ${counts.fills} times, ${counts.recovered} went on in the same process, ${counts.restarted} ended with code ${DATABASE_DIED} and started again; ${counts.acknowledged} requests acknowledged, ${counts.unavailable} answered unavailable; ${faults.length} faults`,
      )
      fault(faults)
      count({
        'requests acknowledged': counts.acknowledged,
        'requests or starts that met a full disk': counts.unavailable + counts.restarted,
      })
    },
  )
