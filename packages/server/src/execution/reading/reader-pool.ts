import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { BulkheadError } from '@bulkhead/contract/errors'
import { EngineError } from '@bulkhead/engine/errors'
import { readableOperation } from '@bulkhead/engine/read'
import { parseJson } from '@bulkhead/engine/text'
import type { Call } from '../call.ts'
import { createFairQueue, type QueueErrors, type QueueOwner, type WaitOptions } from '../fair-queue.ts'
import type { ReadResponse } from './read-upstream-response.ts'
import type { ReadingOutcome, ReadingTask } from './reader-thread.ts'

/** Threads that read large responses. They share nothing with this one but the bytes they are handed. */
export interface ReaderPool {
  /**
   * Has a response read by another thread. Its bytes go there and are gone here.
   *
   * @throws {EngineError} As reading does; `response_unreadable` or `response_too_large` if the thread ended.
   * @throws {BulkheadError} `unavailable` if no thread was free in time.
   */
  read(
    task: ReadingTask,
    owner: QueueOwner,
    wait: WaitOptions,
  ): Promise<Exclude<ReadingOutcome, { error: unknown }>>
  /** Ends all threads. */
  close(): Promise<void>
}

/** More threads would compete with the event loop and the database for processors. */
const MOST_THREADS = 4
/** A thread that is not used gives its memory back. */
const IDLE_MS = 300_000
/** Enough for the largest response, a text of its result and garbage besides. */
const HEAP_MIB = 256

const ERRORS: QueueErrors = {
  tooMany: busy,
  tooLate: busy,
  givenUp: () => new BulkheadError('upstream_timeout', 'The call was given up before its response was read.'),
}

function busy(): BulkheadError {
  const message = 'So many large responses are being read that this one did not get its turn in time.'
  return new BulkheadError('unavailable', message, { retryAfter: 1 })
}

/** Options of {@link createReaderPool}. */
export interface ReaderPoolOptions {
  /** Default: one for each processor but one, and 4 at most. */
  readonly threads?: number | undefined
  /** Default: the file beside this one. */
  readonly script?: URL
  /** Default: 256. */
  readonly heapMib?: number
}

/** A thread that waits for something to do. */
interface Idle {
  readonly worker: Worker
  readonly timer: NodeJS.Timeout
}

/**
 * Creates a pool without threads: each is started when it is needed first. Turns are given to workspaces and
 * organizations as those of calls are, so that one which has many responses to read does not keep the others waiting.
 */
export function createReaderPool({
  threads = threadCount(),
  script = threadScript(),
  heapMib = HEAP_MIB,
}: ReaderPoolOptions = {}): ReaderPool {
  const turns = createFairQueue(
    {
      workspace: threads,
      organization: threads,
      total: threads,
      reserve: 0,
      waiting: Number.POSITIVE_INFINITY,
    },
    ERRORS,
  )
  const all = new Set<Worker>()
  const idle: Idle[] = []

  function take(): Worker {
    const free = idle.pop()
    if (free === undefined) return start()
    clearTimeout(free.timer)
    return free.worker
  }

  function start(): Worker {
    const worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heapMib } })
    all.add(worker)
    const forget = () => {
      all.delete(worker)
      const place = idle.findIndex((one) => one.worker === worker)
      if (place >= 0) clearTimeout(idle.splice(place, 1)[0]?.timer)
    }
    // Without a listener the failure of a thread would end the process.
    worker.on('error', forget)
    worker.once('exit', forget)
    return worker
  }

  function giveBack(worker: Worker): void {
    if (!all.has(worker)) return
    idle.push({ worker, timer: setTimeout(() => void worker.terminate(), IDLE_MS).unref() })
  }

  function run(worker: Worker, task: ReadingTask): Promise<ReadingOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<ReadingOutcome>()
    const failed = (error: unknown) => reject(endedThread(error))
    const ended = () => reject(endedThread(undefined))
    // Its outcome did not arrive whole, and the thread with it cannot be relied on.
    const garbled = () => void worker.terminate()
    worker.once('message', resolve)
    worker.once('messageerror', garbled)
    worker.once('error', failed)
    worker.once('exit', ended)
    const settle = () => {
      worker.off('message', resolve)
      worker.off('messageerror', garbled)
      worker.off('error', failed)
      worker.off('exit', ended)
      // A process may end whose threads have nothing to do.
      worker.unref()
    }
    worker.ref()
    worker.postMessage(task, transferable(task.order.response.body))
    return promise.finally(settle)
  }

  return {
    async read(task, owner, wait) {
      const given = turns.acquire(owner, wait)
      const lease = given instanceof Promise ? await given : given
      try {
        const worker = take()
        const outcome = await run(worker, task)
        giveBack(worker)
        if ('error' in outcome) throw engineError(outcome.error)
        return outcome
      } finally {
        lease.release()
      }
    },
    async close() {
      for (const { timer } of idle.splice(0)) clearTimeout(timer)
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}

/** Has another thread read a response. @param takesJson Whether the result is given as the bytes of its JSON. */
export async function readLarge(
  readers: ReaderPool,
  { order, secrets }: ReadingTask,
  call: Call,
  takesJson: boolean,
): Promise<LargeResponse> {
  const { deadline, signal, effect } = call
  const task = { order: { ...order, operation: readableOperation(order.operation) }, secrets }
  // A write was done, and the record says what came of it, also where the caller disconnected.
  const wait = { deadline, ...(effect === 'read' && { signal }) }
  const read = await readers.read(task, call.owner, wait).catch((error: unknown) => {
    throw effect === 'write' && error instanceof BulkheadError ? notRead() : error
  })
  const connector_metadata = parseJson(read.connector_metadata) as ReadResponse['connector_metadata']
  const { buffer, byteOffset, length } = read.result
  return takesJson
    ? { ...read, connector_metadata, result: undefined, json: read.result }
    : { ...read, connector_metadata, result: parseJson(Buffer.from(buffer, byteOffset, length).toString()) }
}

/** A response that another thread read; its JSON is bytes. */
type LargeResponse = Omit<ReadResponse, 'json'> & { readonly json?: Uint8Array }

function notRead() {
  const message = 'The upstream answered, and there was no time to read its response.'
  return new EngineError('timeout', message, { sent: true })
}

function threadCount(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1))
}

/** The thread's file lies beside this one: as source, and built in what is published. */
function threadScript(): URL {
  const built = new URL('./reader-thread.js', import.meta.url)
  return existsSync(fileURLToPath(built)) ? built : new URL('./reader-thread.ts', import.meta.url)
}

/** The memory of a body, unless more than the body is in it: then the bytes are copied. */
function transferable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength <= 2 * byteLength ? [buffer] : []
}

function engineError({
  code,
  message,
  details,
}: Pick<EngineError, 'code' | 'message' | 'details'>): EngineError {
  const Rebuilt = EngineError as new (code: string, message: string, details: unknown) => EngineError
  return new Rebuilt(code, message, details)
}

function endedThread(error: unknown): EngineError {
  if ((error as { code?: string } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new EngineError(
      'response_too_large',
      "The upstream's response takes more memory than one may take.",
    )
  }
  return new EngineError(
    'response_unreadable',
    "The upstream's response could not be read: the thread that read it ended.",
  )
}
