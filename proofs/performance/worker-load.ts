import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { getCpuMs } from './held-processes.ts'

/** Server and its load: GETs with a token. Each connection stays open, and sends its next request with the response of the last. */
export interface LoadedServer {
  readonly url: string
  readonly token: string
  readonly connections: number
  /** Ids of all processes of the server. */
  readonly pids: readonly number[]
}

/** Figures of a load, without its first and last second. */
export interface Loaded {
  readonly perSecond: number
  /** Processor time of the servers for each request, in microseconds. */
  readonly us: number
}

/** Seconds of a load before it is measured. */
const SETTLE_SECONDS = 1

/**
 * Loads groups of servers, all at the same time, so that whatever else the machine does is the same for each group.
 *
 * @returns The figures of each group.
 * @throws Error if a response is not of the 200s, or if none came.
 */
export async function measureLoads(
  groups: readonly (readonly LoadedServer[])[],
  seconds: number,
): Promise<Loaded[]> {
  const responses = groups.map(() => 0)
  const running = groups.flatMap((servers, group) =>
    servers.map(({ url, token, connections }) =>
      autocannon({
        url,
        connections,
        duration: SETTLE_SECONDS + seconds + 1,
        headers: { authorization: `Bearer ${token}` },
        setupClient(client) {
          client.on('response', () => {
            responses[group] = (responses[group] ?? 0) + 1
          })
        },
      }),
    ),
  )
  const read = () => ({
    at: performance.now(),
    counts: groups.map((servers, group) => ({
      responses: responses[group] ?? 0,
      cpuMs: getCpuMs(servers.flatMap(({ pids }) => pids)),
    })),
  })
  await sleep(SETTLE_SECONDS * 1_000)
  const before = read()
  await sleep(seconds * 1_000)
  const after = read()
  const ended = await Promise.all(running)
  const failed = ended.reduce((sum, { non2xx, errors }) => sum + non2xx + errors, 0)
  return groups.map((_, group) => {
    const [first, last] = [before.counts[group], after.counts[group]]
    const requests = (last?.responses ?? 0) - (first?.responses ?? 0)
    if (failed > 0 || requests === 0)
      throw new Error(`Of a load, ${requests} requests were measured, and ${failed} failed.`)
    return {
      perSecond: (requests / (after.at - before.at)) * 1_000,
      us: (((last?.cpuMs ?? 0) - (first?.cpuMs ?? 0)) / requests) * 1_000,
    }
  })
}
