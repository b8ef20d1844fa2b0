import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Engine } from '#engines'
import { ECHO_CONNECTORS } from '#fuzz/echo'
import { operatorResponse } from '#operator-process'
import { startServerProcess } from '#server-process'
import { quantile } from './hostile-mix.ts'
import type { BigMessage, BigOrder } from './parts/big-caller.ts'
import { connectCaller, PROOF_CLIENT_SETTINGS } from './parts/caller.ts'
import type { QuietMessage } from './parts/quiet-caller.ts'
import { MINT } from './parts/run-load.ts'
import { onEngines, runProof, takeCount, takeNumber, takeOneEngine } from './parts/run-proof.ts'

/** Number and duration of the phases, and number of callers that request large responses in every second phase. */
export interface BigResponsesOptions {
  readonly rounds: number
  readonly seconds: number
  readonly callers: number
}

/** Sorted milliseconds of the quiet caller's calls. */
export interface BigResponsesReport {
  readonly alone: number[]
  readonly beside: number[]
  /** Durations of the callers of large responses. */
  readonly big: number[]
  readonly faults: string[]
}

/**
 * Makes callers request responses of 5.4 MB, one after the other. Measures the small calls of another organization, in
 * alternating phases with and without them.
 */
export async function proveBigResponses(
  engine: Engine,
  { rounds, seconds, callers }: BigResponsesOptions,
): Promise<BigResponsesReport> {
  const report: BigResponsesReport = { alone: [], beside: [], big: [], faults: [] }
  const store = await engine.createStore()
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: ECHO_CONNECTORS,
  }
  const server = startServerProcess(settings)
  const threads: Worker[] = []
  try {
    const url = await server.ready
    const quiet = await operatorResponse(settings, 'organizations', 'create', 'Quiet')
    const token = await getToken(url, quiet)
    let times: number[] = []
    const start = async (file: string, ownToken: string, told: (message: unknown) => void) => {
      const worker = new Worker(new URL(file, import.meta.url), { workerData: { url, token: ownToken } })
      threads.push(worker)
      const [first] = await once(worker, 'message')
      if (first !== 'ready') throw new Error(`A caller did not start: ${first}`)
      worker.on('message', told)
      return worker
    }
    await start('./parts/quiet-caller.ts', token, (message) => {
      const { ms, status, code } = message as Exclude<QuietMessage, 'ready'>
      times.push(ms)
      if (status !== 200) report.faults.push(`a quiet call answered ${status} ${code}`)
    })
    const owner = await connectCaller(url)
    const big: Worker[] = []
    for (let index = 0; index < callers; index += 1) {
      const { body } = await owner.call('POST', MINT, { workspace_name: `big-${index}` })
      big.push(
        await start('./parts/big-caller.ts', body.token, (message) => {
          if (typeof message !== 'object') return
          const { ms, status, bytes } = message as Exclude<BigMessage, string>
          report.big.push(ms)
          if (status !== 200 || bytes < 5_000_000) report.faults.push(`a large call answered ${status}`)
        }),
      )
    }
    const tell = (order: BigOrder) => {
      for (const worker of big) worker.postMessage(order)
    }
    const getTimes = async () => {
      times = []
      await sleep(seconds * 1000)
      while (times.length === 0) await sleep(20)
      return times
    }
    // Warms up.
    tell('begin')
    await sleep(2_000)
    const paused = () => Promise.all(big.map((worker) => once(worker, 'message')))
    for (let round = 0; round < rounds; round += 1) {
      tell('pause')
      await paused()
      await sleep(200)
      report.alone.push(...(await getTimes()))
      tell('begin')
      report.beside.push(...(await getTimes()))
    }
  } finally {
    await Promise.all(threads.map((worker) => worker.terminate()))
    await server.end('SIGTERM')
    store.remove()
    for (const times of [report.alone, report.beside, report.big]) times.sort((one, other) => one - other)
  }
  return report
}

async function getToken(url: string, client: { client_id: string; client_secret: string }): Promise<string> {
  const response = await fetch(new URL('/api/v1/account/applications/token', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: client.client_id, client_secret: client.client_secret }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** Largest factor by which large responses may move the median of small calls. */
const FACTOR = 3

if (import.meta.main)
  await runProof(
    'big-answers',
    `Makes callers request responses of 5.4 MB beside small calls of another organization. Fails when the median of the small calls is more than ${FACTOR} times as long as alone.`,
    {
      rounds: takeCount(3, 'phases with and without large responses'),
      seconds: takeNumber(8, 'length of a phase'),
      callers: takeCount(1, 'callers of large responses'),
      engine: takeOneEngine('pglite'),
    },
    async ({ rounds, seconds, callers, engine }, { print, fault, count }) => {
      await onEngines(engine, async (one) => {
        const report = await proveBigResponses(one, { rounds, seconds, callers })
        const printTimes = (who: string, times: number[]) => {
          const [p50, p99] = [quantile(times, 0.5).toFixed(1), quantile(times, 0.99).toFixed(1)]
          print(`${who}: ${times.length} calls, p50 ${p50} ms, p99 ${p99} ms`)
          count({ [who]: times.length })
        }
        printTimes('small calls alone', report.alone)
        printTimes(`small calls beside ${callers} with 5.4 MB responses`, report.beside)
        printTimes('large calls', report.big)
        const factor = quantile(report.beside, 0.5) / quantile(report.alone, 0.5)
        print(
          `the median is ${factor.toFixed(2)} times as long; at most ${FACTOR}; ${report.faults.length} faults`,
        )
        fault(
          factor <= FACTOR ? report.faults : [...report.faults, 'the small calls wait for the large ones'],
        )
      })
    },
  )
