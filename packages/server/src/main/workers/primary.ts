import type { Worker } from 'node:cluster'
import cluster from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { addUp, type MetricValues } from '#http/metrics/add-up'
import { createLog, type Log } from '#platform/log'
import type { Settings } from '../settings.ts'
import { type Started, type ToPrimary, type ToWorker, WORKER_NUMBER } from './messages.ts'

/** Time after which the end of a worker no longer delays a restart. */
const REMEMBERED_MS = 60_000
const [FIRST_DELAY_MS, MOST_DELAY_MS] = [1_000, 30_000]
/**
 * Number of ends within {@link REMEMBERED_MS}, besides one of each worker, after which no restart is tried if no worker is
 * left.
 */
const MOST_ENDS = 5

/** Schedule of restarts. */
interface Restarts {
  /**
   * Records that a worker ended.
   *
   * @param left Number of workers that are left.
   * @returns Milliseconds until it is restarted. Undefined if a restart is of no use.
   */
  next(left: number): number | undefined
}

/** Time after which a worker that has not sent its metrics is left out of a page. */
const METRICS_WITHIN_MS = 2_000

/** Group of workers that listen on one port. */
export interface Workers {
  /** Resolves with the facts of the first worker once all workers are ready. @throws Error if one ends before. */
  readonly ready: Promise<Started>
  /** Resolves when no worker is left and none could be restarted. */
  readonly failed: Promise<void>
  /** Drains one worker after another. Resolves once all have ended. */
  stop(): Promise<void>
}

/**
 * Starts the configured number of workers. The first one starts before the others: it migrates, and creates what exists
 * only once. A worker that ends is restarted, with a growing delay if it ends again within a minute.
 */
export function startWorkers(settings: Settings, log: Log = createLog(settings.logLevel)): Workers {
  const { workers: count, drainMs } = settings
  const numbers = new Map<Worker, number>()
  const failed = Promise.withResolvers<void>()
  const metrics = createMetricsDesk()
  const turns = createTurns(drainMs / 2 / count)
  const restarts = createRestarts(count)
  const ending = new AbortController()
  /** Restarts of workers that ended while others were still starting. They follow if all workers were ready once. */
  const postponed: (() => void)[] = []
  let state: 'starting' | 'serving' | 'stopping' = 'starting'

  /** Starts a worker. @returns Its facts. Undefined if it ends before it is ready. */
  function start(number: number): Promise<Started | undefined> {
    const worker = cluster.fork({ [WORKER_NUMBER]: String(number) })
    numbers.set(worker, number)
    const ready = Promise.withResolvers<Started | undefined>()
    worker.on('message', (message: ToPrimary) => {
      if (message.bulkhead === 'ready') ready.resolve(message.started)
      if (message.bulkhead === 'own metrics') metrics.take(worker, message)
      if (message.bulkhead !== 'ask') return
      const answer = (value: unknown) => send(worker, { bulkhead: 'answer', id: message.id, value })
      if (message.what === 'barrier') answer(undefined)
      if (message.what === 'turn') turns.ask(worker, () => answer(drainMs / 2 / count))
      if (message.what === 'metrics') void metrics.read([...numbers.keys()]).then(answer)
    })
    worker.once('exit', (code, signal) => {
      numbers.delete(worker)
      turns.leave(worker)
      metrics.keepOf(worker)
      ready.resolve(undefined)
      const again = () => void startAgain(number, { pid: worker.process.pid, code, signal })
      if (state === 'serving') again()
      if (state === 'starting') postponed.push(again)
    })
    return ready.promise
  }

  async function startAgain(number: number, how: object): Promise<void> {
    const delayMs = restarts.next(numbers.size)
    if (delayMs === undefined) {
      log.error(how, 'The last worker has ended, as has each one that was started again.')
      end()
      failed.resolve()
      return
    }
    log.error({ worker: number, ...how, delay_ms: delayMs }, 'A worker has ended; it is started again.')
    // If no worker is left, this timer alone keeps the process running.
    await sleep(delayMs, undefined, { signal: ending.signal }).catch(() => {})
    if (state === 'serving') await start(number)
  }

  /** Ends restarts: no worker starts from now on. */
  function end(): void {
    state = 'stopping'
    ending.abort()
  }

  async function startAll(): Promise<Started> {
    const first = await start(1)
    const others = first && Array.from({ length: count - 1 }, (_, index) => start(index + 2))
    const all = await Promise.all([first, ...(others ?? [])])
    // Each worker has logged why it ended.
    if (first === undefined || all.includes(undefined)) throw new WorkerEndedError()
    state = 'serving'
    for (const again of postponed) again()
    return first
  }

  return {
    ready: startAll(),
    failed: failed.promise,
    async stop() {
      end()
      const ended = [...numbers.keys()].map(async (worker) => {
        const end = once(worker, 'exit')
        send(worker, { bulkhead: 'stop' })
        await end
      })
      await Promise.all(ended)
    },
  }
}

/** Error for a worker that ended before it was ready. The worker has logged the reason. */
export class WorkerEndedError extends Error {}

function send(worker: Worker, message: ToWorker): void {
  // A failed send is ignored: the exit of a worker is handled elsewhere.
  if (worker.isConnected()) worker.send(message, () => {})
}

/** Creates the order in which workers stop listening: the next one when the last has ended, or `mostMs` later. */
function createTurns(mostMs: number) {
  const waiting = new Map<Worker, () => void>()
  let current: Worker | undefined

  function next(): void {
    const [worker, begin] = waiting.entries().next().value ?? []
    current = worker
    if (worker === undefined || begin === undefined) return
    waiting.delete(worker)
    begin()
    setTimeout(() => leave(worker), mostMs).unref()
  }

  function leave(worker: Worker): void {
    waiting.delete(worker)
    if (current === worker) next()
  }

  return {
    leave,
    ask(worker: Worker, begin: () => void) {
      waiting.set(worker, begin)
      if (current === undefined) next()
    },
  }
}

/**
 * Creates the collector of the workers' metrics. It keeps the counts of workers that ended, so that no sum decreases.
 */
function createMetricsDesk() {
  const latest = new Map<Worker, readonly MetricValues[]>()
  const asked = new Map<number, { readonly worker: Worker; resolve(): void }>()
  let ended: Promise<readonly (readonly MetricValues[])[]> = Promise.resolve([])
  let last = 0

  async function readOne(worker: Worker): Promise<readonly MetricValues[]> {
    const { promise, resolve } = Promise.withResolvers<void>()
    last += 1
    const id = last
    asked.set(id, { worker, resolve })
    const late = setTimeout(resolve, METRICS_WITHIN_MS)
    send(worker, { bulkhead: 'read metrics', id })
    await promise
    clearTimeout(late)
    asked.delete(id)
    // A worker that is busy or has just ended counts with its metrics of the page before.
    return latest.get(worker) ?? []
  }

  return {
    take(
      worker: Worker,
      { id, metrics }: { readonly id: number; readonly metrics: readonly MetricValues[] },
    ) {
      latest.set(worker, metrics)
      asked.get(id)?.resolve()
    },
    async read(workers: readonly Worker[]): Promise<readonly (readonly MetricValues[])[]> {
      const running = await Promise.all(workers.map(readOne))
      return [...running, ...(await ended)]
    },
    keepOf(worker: Worker) {
      const counts = latest.get(worker)?.filter(({ type }) => type !== 'gauge')
      latest.delete(worker)
      for (const one of asked.values()) if (one.worker === worker) one.resolve()
      if (counts !== undefined) {
        ended = ended.then(async (before) => [await addUp([...before, counts]).getMetricsAsJSON()])
      }
    },
  }
}

/**
 * Creates a schedule. The first end within a minute causes no delay, and each further end causes twice the delay of the
 * one before.
 *
 * @param workers Number of workers.
 */
export function createRestarts(
  workers: number,
  now: () => number = performance.now.bind(performance),
): Restarts {
  let ends: number[] = []
  return {
    next(left) {
      const at = now()
      ends = [...ends.filter((end) => at - end < REMEMBERED_MS), at]
      if (left === 0 && ends.length >= workers + MOST_ENDS) return undefined
      return ends.length === 1 ? 0 : Math.min(MOST_DELAY_MS, FIRST_DELAY_MS * 2 ** (ends.length - 2))
    },
  }
}
