import type { Engine } from '#engines'
import { startServerProcess } from '#server-process'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'
import { getTree, holdProcesses } from './held-processes.ts'
import { type Loaded, measureLoad, type WorkerLoad } from './worker-load.ts'

const PATH = '/api/v1/workspaces?limit=1'
/** Number of connections for each worker. */
const LANES = 32
/** Loads before anything is measured. Each opens connections of its own, so each worker gets some and compiles its code. */
const WARM_LOADS = 3
const WARM_SECONDS = 3

interface Served {
  /** Load on all workers, apart from its length. */
  readonly load: Omit<WorkerLoad, 'seconds'>
  /** Ids of the processes that serve. */
  readonly workers: readonly number[]
  /** Ids of all processes of the server. */
  readonly tree: readonly number[]
}

async function withWorkers<T>(
  engine: Engine,
  count: number,
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
    const tree = getTree(server.pid)
    const workers = count === 1 ? tree.slice(0, 1) : tree.slice(1)
    if (workers.length !== count) throw new Error(`${workers.length} of ${count} workers were found`)
    const load = { url: `${url}${PATH}`, token, connections: LANES * count }
    // While a worker compiles, connections that are opened then go to the others, and stay there.
    for (let at = 0; at < WARM_LOADS; at += 1) await measureLoad({ ...load, seconds: WARM_SECONDS }, tree)
    return await work({ load, workers, tree })
  } finally {
    await server.end('SIGKILL')
    store.remove()
  }
}

/**
 * Measures what a request costs while every worker has as many as it can serve.
 *
 * @returns Processor time of all processes of the server together, in microseconds.
 */
export function measureCost(engine: Engine, count: number, seconds: number): Promise<number> {
  return withWorkers(engine, count, async ({ load, tree }) => {
    return (await measureLoad({ ...load, seconds }, tree)).costUs
  })
}

/** Measures how many requests a second are served by workers that may use a share of a processor each. */
export function measureHeld(
  engine: Engine,
  count: number,
  share: number,
  seconds: number,
): Promise<Pick<Loaded, 'perSecond'> & { readonly how: string }> {
  return withWorkers(engine, count, async ({ load, workers }) => {
    const held = holdProcesses(workers, share)
    try {
      return { ...(await measureLoad({ ...load, seconds }, workers)), how: held.how }
    } finally {
      held.release()
    }
  })
}
