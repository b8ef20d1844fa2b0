import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { getCpuMs } from './held-processes.ts'

/** Load of one GET with a token. Each connection stays open, and sends its next request with the response of the last. */
export interface WorkerLoad {
  readonly url: string
  readonly token: string
  readonly connections: number
  readonly seconds: number
}

/** Figures of a load, without its first and last second. */
export interface Loaded {
  readonly requests: number
  readonly perSecond: number
  /** Processor time of the measured processes for each request, in microseconds. */
  readonly costUs: number
}

/** Seconds of a load before it is measured. */
const SETTLE_SECONDS = 1

/**
 * Sends a load, and measures the processes that serve it.
 *
 * @throws Error if a response is not of the 200s, or if none came.
 */
export async function measureLoad(load: WorkerLoad, pids: readonly number[]): Promise<Loaded> {
  const { url, token, connections, seconds } = load
  let responses = 0
  const running = autocannon({
    url,
    connections,
    duration: SETTLE_SECONDS + seconds + 1,
    headers: { authorization: `Bearer ${token}` },
    setupClient(client) {
      client.on('response', () => {
        responses += 1
      })
    },
  })
  await sleep(SETTLE_SECONDS * 1_000)
  const before = { responses, cpuMs: getCpuMs(pids), at: performance.now() }
  await sleep(seconds * 1_000)
  const requests = responses - before.responses
  const cpuMs = getCpuMs(pids) - before.cpuMs
  const tookMs = performance.now() - before.at
  const { non2xx, errors } = await running
  if (non2xx + errors > 0 || requests === 0) {
    throw new Error(`Of a load, ${requests} requests were measured, ${non2xx} refused, and ${errors} failed.`)
  }
  return { requests, perSecond: (requests / tookMs) * 1_000, costUs: (cpuMs / requests) * 1_000 }
}
