import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { CompiledDocument, CompileTask } from './compile-document.ts'
import type { CompileOutcome } from './compile-thread.ts'

// Own code: the pool of threads that read responses gives turns by workspace and deadline, in a room to the right of this one.

/** Thread that compiles the documents of organizations, one after the other. */
export interface Compiler {
  /**
   * Compiles a document. Each organization has one in progress, so that none keeps the others waiting for many of its own.
   *
   * @throws BulkheadError `invalid_request` that names the document's fault; `unavailable` if too many wait.
   */
  compile(organization: string, task: CompileTask): Promise<CompiledDocument>
  /** Ends the thread. */
  close(): Promise<void>
}

/** Documents of one organization that wait or are compiled. */
const MOST_OF_ONE = 8
const MOST_OF_ALL = 64
/** A thread that is not used gives its memory back. */
const IDLE_MS = 60_000
/** Enough for JSON of 32 MiB with its places, and a heap that hostile documents cannot exceed. */
const HEAP_MIB = 1024
const TIMEOUT_MS = 60_000

/** Options of {@link createCompiler}. */
export interface CompilerOptions {
  /** Default: 60,000. */
  readonly timeoutMs?: number
  /** Default: 1,024. */
  readonly heapMib?: number
}

interface Waiting {
  readonly organization: string
  readonly task: CompileTask
  readonly settled: PromiseWithResolvers<CompiledDocument>
}

export function createCompiler({
  timeoutMs = TIMEOUT_MS,
  heapMib = HEAP_MIB,
}: CompilerOptions = {}): Compiler {
  /** Documents in turn by organization; the organization that was served last is the last. */
  const queues = new Map<string, Waiting[]>()
  let waiting = 0
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let isRunning = false
  let isClosed = false

  async function run(task: CompileTask): Promise<CompiledDocument> {
    clearTimeout(idle)
    worker ??= start()
    const thread = worker
    const { promise, resolve, reject } = Promise.withResolvers<CompileOutcome>()
    const failed = (error: unknown) => reject(toRefusal(error, heapMib))
    const ended = () => reject(toRefusal(undefined, heapMib))
    const timer = setTimeout(() => {
      reject(refusal(`body.document takes longer than ${timeoutMs / 1000} s to compile`))
      void thread.terminate()
    }, timeoutMs)
    thread.once('message', resolve)
    thread.once('error', failed)
    thread.once('exit', ended)
    thread.ref()
    thread.postMessage(task)
    try {
      const outcome = await promise
      if ('error' in outcome) throw toInvalid(outcome.error)
      return outcome.compiled
    } finally {
      clearTimeout(timer)
      thread.off('message', resolve)
      thread.off('error', failed)
      thread.off('exit', ended)
      thread.unref()
      idle = setTimeout(() => void worker?.terminate(), IDLE_MS).unref()
    }
  }

  function start(): Worker {
    const started = new Worker(threadScript(), { resourceLimits: { maxOldGenerationSizeMb: heapMib } })
    const forget = () => {
      if (worker === started) worker = undefined
    }
    // Without a listener the failure of a thread would end the process.
    started.on('error', forget)
    started.once('exit', forget)
    return started
  }

  function next(): void {
    if (isRunning) return
    const [queue] = queues.values()
    const one = queue?.shift()
    if (queue === undefined || one === undefined) return
    isRunning = true
    waiting -= 1
    queues.delete(one.organization)
    if (queue.length > 0) queues.set(one.organization, queue)
    run(one.task)
      .then(one.settled.resolve, one.settled.reject)
      .finally(() => {
        isRunning = false
        next()
      })
  }

  return {
    compile(organization, task) {
      const queue = queues.get(organization) ?? []
      if (isClosed || queue.length >= MOST_OF_ONE || waiting >= MOST_OF_ALL) {
        const message = 'So many documents are being compiled that this one did not get its turn.'
        return Promise.reject(new BulkheadError('unavailable', message, { retryAfter: 5 }))
      }
      const settled = Promise.withResolvers<CompiledDocument>()
      queue.push({ organization, task, settled })
      queues.set(organization, queue)
      waiting += 1
      next()
      return settled.promise
    },
    async close() {
      isClosed = true
      clearTimeout(idle)
      await worker?.terminate()
    },
  }
}

/** The thread's file lies beside this one: as source, and built in what is published. */
function threadScript(): URL {
  const built = new URL('./compile-thread.js', import.meta.url)
  return existsSync(fileURLToPath(built)) ? built : new URL('./compile-thread.ts', import.meta.url)
}

type EngineFailure = Extract<CompileOutcome, { error: unknown }>['error']

function toInvalid({ message, details }: EngineFailure): BulkheadError {
  const { problems = [] } = (details ?? {}) as { problems?: readonly { line: number; message: string }[] }
  const [first = ''] = message.split('\n')
  return new BulkheadError('invalid_request', `The document cannot be used: ${first}.`, {
    details: problems.slice(0, 20).map(({ line, message }) => ({
      field: 'body.document',
      message: `line ${line}: ${message}`,
    })),
  })
}

function toRefusal(error: unknown, heapMib: number): BulkheadError {
  if ((error as { code?: string } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return refusal(`body.document takes more than ${heapMib} MiB of memory to compile`)
  return refusal('body.document ends the thread that compiles it')
}

function refusal(message: string): BulkheadError {
  return invalid('body.document', message)
}
