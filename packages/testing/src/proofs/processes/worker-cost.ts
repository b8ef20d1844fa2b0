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
/**
 * Number of times that each figure is measured, with new servers each time: what a server costs depends on how V8
 * compiled it. All figures are measured in turn, because a machine's speed changes.
 */
const TURNS = 6

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

/** Starts a server with a database of its own, and sends it enough requests to compile its code. */
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
 * @param counts Number of workers of each server.
 * @param getSetups Gets the servers in this order.
 * @param seconds Time of each setup in all.
 * @returns What each setup cost, for each turn.
 */
export async function measureCosts<Name extends string, const Counts extends readonly number[]>(
  engine: Engine,
  counts: Counts,
  getSetups: (servers: { readonly [At in keyof Counts]: Served }) => Readonly<Record<Name, Setup>>,
  seconds: number,
): Promise<Readonly<Record<Name, Cost>>[]> {
  const turns: Record<Name, Cost>[] = []
  for (let turn = 0; turn < TURNS; turn += 1) {
    await using opened = new AsyncDisposableStack()
    const servers: Served[] = []
    for (const count of counts) servers.push(await open(engine, count, opened))
    const setups = getSetups(servers as { readonly [At in keyof Counts]: Served })
    const costs: Partial<Record<Name, Cost>> = {}
    for (const [name, setup] of Object.entries<Setup>(setups))
      costs[name as Name] = await measure(setup, seconds / TURNS)
    turns.push(costs as Record<Name, Cost>)
  }
  return turns
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

/** Returns the middle number, of an even count the mean of two. */
export function getMedian(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2
}
