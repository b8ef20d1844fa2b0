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
/** Number of times that all servers are new: what a server costs depends on how V8 compiled it. */
const GROUPS = 2
/**
 * Number of times that each figure of these servers is measured, after one that only compiles more of their code. All
 * are measured in turn, every other time from the last to the first, because a machine's speed changes.
 */
const TURNS = 4

/** Server under a load. */
export interface Served extends LoadedServer {
  /** Ids of the processes that serve. */
  readonly workers: readonly number[]
}

/** Figures of a setup in one turn. */
export interface Cost {
  readonly perSecond: number
  /** Processor time of all processes of the servers together for each request, in microseconds. */
  readonly us: number
  /** Name of the mechanism that held the workers. */
  readonly how?: string
}

/** Figures of a setup whose workers are held to a share of a processor, and that has all of it. */
export interface Costs {
  readonly held: Cost
  readonly busy: Cost
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
 * Measures what a request costs in each setup while every worker has as many requests as it can serve. Each setup has
 * servers of its own, so that all have served equally often: the code of a server that served more is better compiled.
 *
 * @param setups Number of workers of each server that is loaded at the same time.
 * @param share Share of a processor that each worker may use where it is held.
 * @param seconds Time of each setup in all, held and not held.
 * @param progress Prints a line.
 * @returns What each setup cost, for each turn.
 */
export async function measureCosts<Name extends string>(
  engine: Engine,
  setups: Readonly<Record<Name, readonly number[]>>,
  share: number,
  seconds: number,
  progress: (line: string) => void,
): Promise<Readonly<Record<Name, Costs>>[]> {
  const turns: Record<Name, Costs>[] = []
  for (let group = 1; group <= GROUPS; group += 1) {
    await using opened = new AsyncDisposableStack()
    const all: [Name, Served[]][] = []
    for (const [name, counts] of Object.entries<readonly number[]>(setups)) {
      const servers: Served[] = []
      for (const count of counts) servers.push(await open(engine, count, opened))
      all.push([name as Name, servers])
    }
    for (let turn = 0; turn <= TURNS; turn += 1) {
      const costs: Partial<Record<Name, Costs>> = {}
      const figures: string[] = []
      for (const [name, servers] of turn % 2 === 0 ? all : all.toReversed()) {
        const held = await measure(servers, seconds / (GROUPS * TURNS), share)
        const busy = await measure(servers, seconds / (GROUPS * TURNS))
        costs[name] = { held, busy }
        figures.push(`${name} ${held.us.toFixed(0)} held, ${busy.us.toFixed(0)} busy`)
      }
      if (turn > 0) turns.push(costs as Record<Name, Costs>)
      progress(`servers ${group} of ${GROUPS}, turn ${turn} of ${TURNS}, µs: ${figures.join('; ')}`)
    }
  }
  return turns
}

async function measure(servers: readonly Served[], seconds: number, share?: number): Promise<Cost> {
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
