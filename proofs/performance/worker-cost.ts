import { connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { startServerProcess } from '@bulkhead/testing/server-process'
import { getTree, holdProcesses } from './held-processes.ts'
import { type Loaded, type LoadedServer, measureLoads } from './worker-load.ts'

const PATH = '/api/v1/workspaces?limit=1'
/** Number of connections for each worker. */
const LANES = 32
/**
 * Loads for each worker of a pair before anything is measured. Each opens connections of its own, so each worker gets
 * some and compiles its code. Connections are not shared evenly, so some workers compile later than others.
 */
const WARM_LOADS = 5
const WARM_SECONDS = 3
/** Number of times that each pair of these servers is measured, after one that only compiles more of their code. */
const TURNS = 4

/** Server under a load. */
interface Served extends LoadedServer {
  /** Ids of the processes that serve. */
  readonly workers: readonly number[]
}

/** Servers to compare with others. Both are loaded at the same time, and have served equally long. */
export interface Pair {
  readonly name: string
  /** Number of workers of each server. */
  readonly of: readonly number[]
  /** Number of workers of each server that these are compared with. */
  readonly with: readonly number[]
  /** Share of a processor that each worker may use. If not given, it has as much as it gets. */
  readonly share?: number
}

/** Figures of a pair in one turn. */
export interface Compared {
  readonly of: Loaded
  readonly with: Loaded
  /** Name of the mechanism that held the workers. */
  readonly how?: string
}

/** Starts a server with a database of its own. */
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
  return { url: `${url}${PATH}`, token, connections: LANES * count, pids: tree, workers }
}

/**
 * Measures what a request costs with the servers of each pair while every worker has as many requests as it can serve.
 *
 * The speed of a machine can change by half within seconds, so both sides of a pair are measured at the same time.
 *
 * @param seconds Time of each measurement.
 * @param groups Number of times that all servers are new: what a server costs depends on how V8 compiled it.
 * @param progress Prints a line.
 * @returns What was measured of each pair, turn by turn.
 */
export async function comparePairs(
  engine: Engine,
  pairs: readonly Pair[],
  seconds: number,
  groups: number,
  progress: (line: string) => void,
): Promise<Compared[][]> {
  const compared = pairs.map((pair) => ({ pair, turns: [] as Compared[] }))
  for (let group = 1; group <= groups; group += 1)
    for (const { pair, turns } of compared) {
      await using opened = new AsyncDisposableStack()
      const sides = [await openAll(engine, pair.of, opened), await openAll(engine, pair.with, opened)]
      const workers = sides.flat().flatMap((server) => server.workers)
      // While a worker compiles, connections that are opened then go to the others, and stay there.
      for (let at = 0; at < WARM_LOADS * workers.length; at += 1) await measureLoads(sides, WARM_SECONDS)
      for (let turn = 0; turn <= TURNS; turn += 1) {
        const holding = pair.share === undefined ? undefined : holdProcesses(workers, pair.share)
        const [of, other] = await measureLoads(sides, seconds).finally(() => holding?.release())
        const figures = { of: of as Loaded, with: other as Loaded, ...(holding && { how: holding.how }) }
        if (turn > 0) turns.push(figures)
        progress(
          `${pair.name}, servers ${group} of ${groups}, turn ${turn} of ${TURNS}: ${figures.of.us.toFixed(0)} and ${figures.with.us.toFixed(0)} µs`,
        )
      }
    }
  return compared.map(({ turns }) => turns)
}

async function openAll(
  engine: Engine,
  counts: readonly number[],
  opened: AsyncDisposableStack,
): Promise<Served[]> {
  const servers: Served[] = []
  for (const count of counts) servers.push(await open(engine, count, opened))
  return servers
}

/** Returns the middle number, of an even count the mean of two. */
export function getMedian(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2
}
