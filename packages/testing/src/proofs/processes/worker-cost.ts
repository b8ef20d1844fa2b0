import type { Engine } from '#engines'
import { startServerProcess } from '#server-process'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'
import { getTree, holdProcesses } from './held-processes.ts'
import { type LoadedServer, measureLoad } from './worker-load.ts'

const PATH = '/api/v1/workspaces?limit=1'
/** Number of connections for each worker. */
const LANES = 32
/**
 * Loads for each worker before anything is measured. Each opens connections of its own, so each worker gets some and
 * compiles its code. The workers of a server share a load, so a server of four needs four times as many.
 */
const WARM_LOADS = 3
const WARM_SECONDS = 3
/** Number of times that each figure is measured. All are measured in turn, because a machine's speed changes. */
const TURNS = 9

/** Server under a load. */
export interface Served extends LoadedServer {
  /** Ids of the processes that serve. */
  readonly workers: readonly number[]
}

/** Servers that are loaded together, and how their workers are held. */
export interface Setup {
  readonly servers: readonly Served[]
  /** Share of a processor that each worker may use. Default: all of it. */
  readonly share?: number
}

/** Figures of a setup in one turn. */
export interface Cost {
  readonly perSecond: number
  /** Processor time of all processes of the servers together for each request, in microseconds. */
  readonly us: number
  /** Name of the mechanism that held the workers. */
  readonly how?: string
}

/** Servers that run at the same time, each with a database of its own. */
export interface ServedGroup extends AsyncDisposable {
  readonly servers: readonly Served[]
}

/** Starts servers with these numbers of workers, and sends each enough requests to compile its code. */
export async function openServed(engine: Engine, counts: readonly number[]): Promise<ServedGroup> {
  const opened = new AsyncDisposableStack()
  const servers: Served[] = []
  try {
    for (const count of counts) servers.push(await open(engine, count, opened))
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
  return { servers, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

async function open(engine: Engine, count: number, opened: AsyncDisposableStack): Promise<Served> {
  const store = await engine.createStore()
  opened.defer(() => store.remove())
  const server = startServerProcess({
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_LOG_LEVEL: 'warn',
    BULKHEAD_WORKERS: String(count),
    BULKHEAD_DRAIN_SECONDS: '0',
  })
  opened.defer(async () => void (await server.end('SIGKILL')))
  const url = await server.ready
  const { token } = await connectCaller(url)
  const tree = getTree(server.pid)
  const workers = count === 1 ? tree.slice(0, 1) : tree.slice(1)
  if (workers.length !== count) throw new Error(`${workers.length} of ${count} workers were found`)
  const served = { url: `${url}${PATH}`, token, connections: LANES * count, pids: tree, workers }
  // While a worker compiles, connections that are opened then go to the others, and stay there.
  for (let at = 0; at < WARM_LOADS * count; at += 1) await measureLoad([served], WARM_SECONDS)
  return served
}

/**
 * Measures what a request costs in each setup while every worker has as many requests as it can serve.
 *
 * @param seconds Time of each setup in all.
 * @returns What each setup cost, turn by turn.
 */
export async function measureCosts<Name extends string>(
  setups: Readonly<Record<Name, Setup>>,
  seconds: number,
): Promise<Record<Name, readonly Cost[]>> {
  const entries = Object.entries<Setup>(setups)
  const costs = Object.fromEntries(entries.map(([name]) => [name, [] as Cost[]])) as Record<Name, Cost[]>
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [name, setup] of entries) costs[name as Name].push(await measure(setup, seconds / TURNS))
  return costs
}

async function measure({ servers, share }: Setup, seconds: number): Promise<Cost> {
  const held =
    share === undefined
      ? undefined
      : holdProcesses(
          servers.flatMap(({ workers }) => workers),
          share,
        )
  try {
    return { ...(await measureLoad(servers, seconds)), ...(held && { how: held.how }) }
  } finally {
    held?.release()
  }
}

/**
 * Returns the median of what one setup has of a figure as a multiple of what another has in the same turn, when the
 * machine is about as fast.
 */
export function compare(
  costs: readonly Cost[],
  others: readonly Cost[],
  figure: (cost: Cost) => number,
): number {
  return getMedian(costs.map((cost, turn) => figure(cost) / figure(others[turn] as Cost)))
}

export function getMedian(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] as number
}
