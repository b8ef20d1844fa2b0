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
 * Loads servers at the same time, and measures them together.
 *
 * @throws Error if a response is not of the 200s, or if none came.
 */
export async function measureLoad(servers: readonly LoadedServer[], seconds: number): Promise<Loaded> {
  let responses = 0
  const running = servers.map(({ url, token, connections }) =>
    autocannon({
      url,
      connections,
      duration: SETTLE_SECONDS + seconds + 1,
      headers: { authorization: `Bearer ${token}` },
      setupClient(client) {
        client.on('response', () => {
          responses += 1
        })
      },
    }),
  )
  const pids = servers.flatMap((server) => server.pids)
  await sleep(SETTLE_SECONDS * 1_000)
  const before = { responses, cpuMs: getCpuMs(pids), at: performance.now() }
  await sleep(seconds * 1_000)
  const requests = responses - before.responses
  const cpuMs = getCpuMs(pids) - before.cpuMs
  const tookMs = performance.now() - before.at
  const ended = await Promise.all(running)
  const failed = ended.reduce((sum, { non2xx, errors }) => sum + non2xx + errors, 0)
  if (failed > 0 || requests === 0)
    throw new Error(`Of a load, ${requests} requests were measured, and ${failed} failed.`)
  return { perSecond: (requests / tookMs) * 1_000, us: (cpuMs / requests) * 1_000 }
}
