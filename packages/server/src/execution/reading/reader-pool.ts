import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { BulkheadError } from '@bulkhead/contract/errors'
import { EngineError } from '@bulkhead/engine/errors'
import { readableOperation } from '@bulkhead/engine/read'
import { parseJson } from '@bulkhead/engine/text'
import { getThreadScript } from '#platform/task-thread'
import type { Call } from '../call.ts'
import { createFairQueue, type QueueErrors, type QueueOwner, type WaitOptions } from '../fair-queue.ts'
import type { ReadResponse } from './read-upstream-response.ts'
import type { ReadingOutcome, ReadingTask } from './reader-thread.ts'

/** Threads that read large responses. They share no memory with this thread: the bytes of a response move to them. */
export interface ReaderPool {
  /**
   * Reads a response in another thread. Its bytes move there and are gone here.
   *
   * @throws {EngineError} The errors of reading; `response_unreadable` or `response_too_large` if the thread ended.
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
/** Milliseconds after which an idle thread ends, which frees its memory. */
const IDLE_MS = 300_000
/** Heap of a thread: enough for the largest response, the JSON of its result, and garbage. */
const HEAP_MIB = 256

const ERRORS: QueueErrors = {
  tooMany: busy,
  tooLate: busy,
  givenUp: () => new BulkheadError('upstream_timeout', 'The caller gave up before the response was read.'),
}

function busy(): BulkheadError {
  const message = "Too many large responses are being read, and this one's turn did not come in time."
  return new BulkheadError('unavailable', message, { retryAfter: 1 })
}

/** Options of {@link createReaderPool}. */
export interface ReaderPoolOptions {
  /** Default: the number of processors minus one, and 4 at most. */
  readonly threads?: number | undefined
  /** Default: the file next to this one. */
  readonly script?: URL
  /** Default: 256. */
  readonly heapMib?: number
}

/** An idle thread. */
interface Idle {
  readonly worker: Worker
  readonly timer: NodeJS.Timeout
}

/**
 * Creates a pool. A thread starts when it is first needed. Workspaces and organizations take turns as for calls, so
 * that one with many responses to read does not delay the others.
 */
export function createReaderPool({
  threads = threadCount(),
  script = getThreadScript('reader-thread', import.meta.url),
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
    // Without a listener, an error of a thread would end the process.
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
    // The outcome did not arrive intact, so the thread can no longer be relied on.
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
      // Idle threads do not keep the process from ending.
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

/** Reads a response in another thread. @param takesJson Whether the result is returned as the bytes of its JSON. */
export async function readLarge(
  readers: ReaderPool,
  { order, secrets }: ReadingTask,
  call: Call,
  takesJson: boolean,
): Promise<LargeResponse> {
  const { deadline, signal, effect } = call
  const task = { order: { ...order, operation: readableOperation(order.operation) }, secrets }
  // A write has happened, and its outcome is recorded even if the caller disconnects.
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

/** A response that another thread read. Its JSON is in bytes. */
type LargeResponse = Omit<ReadResponse, 'json'> & { readonly json?: Uint8Array }

function notRead() {
  const message = 'The upstream responded, but there was no time left to read its response.'
  return new EngineError('timeout', message, { sent: true })
}

function threadCount(): number {
  return Math.max(1, Math.min(MOST_THREADS, availableParallelism() - 1))
}

/**
 * Returns the memory of a body for transfer. If the body fills less than half of it, returns nothing, and the body is
 * copied.
 */
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
      "The upstream's response needs more memory than a single response may use.",
    )
  }
  return new EngineError(
    'response_unreadable',
    "The upstream's response could not be read: the thread that read it ended.",
  )
}
