import type { MetricValues } from '#http/metrics/add-up'
import type { DrainTurns } from '../lifecycle.ts'
import { type Started, type ToPrimary, type ToWorker, WORKER_NUMBER } from './messages.ts'

/** Other workers, as seen by one worker. */
export interface Siblings {
  /** Whether this worker does the work that one worker does for all. It has the operator socket. */
  readonly isFirst: boolean
  readonly turns: DrainTurns
  /** Reads the metrics of all workers, and the counts of those that ended. */
  readMetrics(): Promise<readonly (readonly MetricValues[])[]>
}

interface Measured {
  readMetrics(): Promise<readonly MetricValues[]>
}

/** Connection of a worker to the primary process. */
export interface Worker extends Siblings {
  /** Resolves when the primary process tells the worker to stop. */
  readonly stopped: Promise<undefined>
  /** Reports that the worker is ready. From then on it responds to messages of the primary process. */
  serve(server: Started & Measured): void
}

/** Returns the connection of this process to the primary process. Undefined if this process is no worker. */
export function connectWorker(): Worker | undefined {
  const number = process.env[WORKER_NUMBER]
  if (number === undefined || process.send === undefined) return undefined
  delete process.env[WORKER_NUMBER]
  // A terminal or a supervisor sends these signals to every process. The primary process decides when this one stops.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {})
  const stopped = Promise.withResolvers<undefined>()
  const asked = new Map<number, (value: unknown) => void>()
  let server: Measured | undefined
  let last = 0
  const send = (message: ToPrimary) => void process.send?.(message)
  const ask = <T>(what: 'barrier' | 'turn' | 'metrics') => {
    const { promise, resolve } = Promise.withResolvers<T>()
    last += 1
    asked.set(last, resolve as (value: unknown) => void)
    send({ bulkhead: 'ask', what, id: last })
    return promise
  }
  process.on('message', async (message: ToWorker) => {
    if (message.bulkhead === 'stop') stopped.resolve(undefined)
    if (message.bulkhead === 'answer') {
      asked.get(message.id)?.(message.value)
      asked.delete(message.id)
    }
    if (message.bulkhead === 'read metrics') {
      const metrics = (await server?.readMetrics()) ?? []
      send({ bulkhead: 'own metrics', id: message.id, metrics })
    }
  })
  return {
    isFirst: number === '1',
    turns: {
      next: () => ask<number>('turn'),
      passed: () => ask<void>('barrier'),
    },
    readMetrics: () => ask('metrics'),
    stopped: stopped.promise,
    serve(running) {
      server = running
      const { url, newClient, signUpLink } = running
      send({ bulkhead: 'ready', started: { url, newClient, signUpLink } })
    },
  }
}
