import type { Engine } from '#engines'
import { startServerProcess } from '#server-process'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'
import { getCpuMs, getTree, holdProcesses } from './held-processes.ts'
import { openWorkerLoad, type WorkerLoad } from './worker-load.ts'

const PATH = '/api/v1/workspaces?limit=1'
/** Number of connections for each worker. */
const LANES = 32
/** Requests of each worker before anything is measured, so that its code is compiled. */
const WARM_REQUESTS = 10_000
const SETTLE_MS = 1_000
const MOST_WARM_MS = 30_000

interface Served {
  readonly load: WorkerLoad
  /** Ids of the processes that serve. */
  readonly workers: readonly number[]
  /** Ids of all processes of the server. */
  readonly tree: readonly number[]
}

async function withWorkers<T>(
  engine: Engine,
  count: number,
  lanes: number,
  work: (served: Served) => Promise<T>,
): Promise<T> {
  const store = await engine.createStore()
  const server = startServerProcess({
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_LOG_LEVEL: 'warn',
    BULKHEAD_WORKERS: String(count),
    BULKHEAD_DRAIN_SECONDS: '0',
  })
  try {
    const url = await server.ready
    const { token } = await connectCaller(url)
    const load = openWorkerLoad(url, PATH, token, lanes)
    const tree = getTree(server.pid)
    const workers = count === 1 ? tree.slice(0, 1) : tree.slice(1)
    if (workers.length !== count) throw new Error(`${workers.length} of ${count} workers were found`)
    const before = performance.now()
    for (let sent = 0; sent < WARM_REQUESTS * count && performance.now() - before < MOST_WARM_MS; )
      sent += await load.run(SETTLE_MS)
    try {
      return await work({ load, workers, tree })
    } finally {
      load.close()
    }
  } finally {
    await server.end('SIGKILL')
    store.remove()
  }
}

/** Processor time of one request, of all processes of the server together, in microseconds. */
export interface WorkerCost {
  /** While every worker has as many requests as it can serve. */
  readonly busy: number
  /** At a rate that a single worker serves easily. */
  readonly atRate: number
}

/** Measures what a request costs with a number of workers. */
export function measureCost(
  engine: Engine,
  count: number,
  perSecond: number,
  seconds: number,
): Promise<WorkerCost> {
  return withWorkers(engine, count, LANES * count, async ({ load, tree }) => {
    const measure = async (rate?: number) => {
      await load.run(SETTLE_MS, rate)
      const before = getCpuMs(tree)
      const requests = await load.run(seconds * 1_000, rate)
      return ((getCpuMs(tree) - before) / requests) * 1_000
    }
    return { busy: await measure(), atRate: await measure(perSecond) }
  })
}

/** Measures how many requests a second are served by workers that may use a share of a processor each. */
export function measureHeld(
  engine: Engine,
  count: number,
  share: number,
  seconds: number,
): Promise<{ readonly perSecond: number; readonly how: string }> {
  return withWorkers(engine, count, LANES * count, async ({ load, workers }) => {
    const held = holdProcesses(workers, share)
    try {
      await load.run(SETTLE_MS)
      const requests = await load.run(seconds * 1_000)
      return { perSecond: requests / seconds, how: held.how }
    } finally {
      held.release()
    }
  })
}
