import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { createHold, endHold, type ThreadHold } from './thread-hold.ts'

// Own code: the pool of threads that read responses schedules by workspace and deadline, and belongs to a room that
// this one may not import.

/**
 * Thread that runs tasks one at a time, in turn by owner, so that one owner's many tasks do not delay those of others.
 */
export interface TaskThread<Task, Outcome> {
  /**
   * Runs a task in the thread.
   *
   * @param transfer Memory that is moved to the thread without being copied.
   * @throws ThreadError
   */
  run(owner: string, task: Task, transfer?: readonly ArrayBuffer[]): Promise<Outcome>
  /** Ends the thread. */
  close(): Promise<void>
}

/** Reason why a task failed. */
export type ThreadFailure = 'busy' | 'starved' | 'timeout' | 'memory' | 'ended'

/** Error of a task that failed in the thread. */
export class ThreadError extends Error {
  override name = 'ThreadError'
  readonly failure: ThreadFailure

  constructor(failure: ThreadFailure) {
    super(failure)
    this.failure = failure
  }
}

/** Options of {@link createTaskThread}. */
export interface TaskThreadOptions {
  /** Script that responds to each message with one message. */
  readonly script: URL
  readonly timeoutMs: number
  /** Heap limit of the thread in MiB. */
  readonly heapMib: number
  /**
   * Time of a task's first turn. A task that runs longer while other owners wait is ended, and starts again after theirs,
   * with twice the time. Tasks with transferred memory cannot start again. Default: no limit.
   */
  readonly turnMs?: number
}

/** Maximum number of tasks of one owner that wait or run. */
const MOST_OF_ONE = 8
const MOST_OF_ALL = 64
/** Maximum number of times that a task starts. A task that is ended more often fails as `starved`. */
export const MOST_STARTS = 3
/** Idle time after which the thread ends, to free its memory. */
const IDLE_MS = 60_000

/** Reason with which a run ends whose turn is over. */
const TURN_OVER = Symbol('turn over')

interface Waiting<Task, Outcome> {
  readonly owner: string
  readonly task: Task
  readonly transfer: readonly ArrayBuffer[]
  readonly settled: PromiseWithResolvers<Outcome>
  starts: number
}

/** Creates a thread that starts with its first task. */
export function createTaskThread<Task, Outcome>({
  script,
  timeoutMs,
  heapMib,
  turnMs = Number.POSITIVE_INFINITY,
}: TaskThreadOptions): TaskThread<Task, Outcome> {
  /** Waiting tasks by owner. The owner that was served last is at the end. */
  const queues = new Map<string, Waiting<Task, Outcome>[]>()
  let waiting = 0
  let worker: Worker | undefined
  const holds = new WeakMap<Worker, ThreadHold>()
  let idle: NodeJS.Timeout | undefined
  let isRunning = false
  /** Ends the running task if its turn is over and another owner waits. */
  let endTurn: () => void = () => undefined
  let isClosed = false

  async function run({ owner, task, transfer, starts }: Waiting<Task, Outcome>): Promise<Outcome> {
    const ownTurnMs = turnMs * 2 ** (starts - 1)
    clearTimeout(idle)
    const isNew = worker === undefined
    worker ??= start()
    const thread = worker
    const { promise, resolve, reject } = Promise.withResolvers<Outcome>()
    const failed = (error: unknown) => reject(new ThreadError(isOutOfMemory(error) ? 'memory' : 'ended'))
    const ended = () => reject(new ThreadError('ended'))
    const timer = setTimeout(() => {
      reject(new ThreadError('timeout'))
      void end(thread)
    }, timeoutMs)
    let beganAt: number | undefined
    let turn: NodeJS.Timeout | undefined
    endTurn = () => {
      const isOver = beganAt !== undefined && performance.now() - beganAt >= ownTurnMs
      if (!isOver || [...queues.keys()].every((one) => one === owner)) return
      reject(TURN_OVER)
      void end(thread)
    }
    const begin = () => {
      beganAt = performance.now()
      if (Number.isFinite(ownTurnMs)) turn = setTimeout(() => endTurn(), ownTurnMs + 1)
    }
    // The start of a thread is no part of a turn.
    if (isNew) thread.once('online', begin)
    else begin()
    thread.once('message', resolve)
    thread.once('error', failed)
    thread.once('exit', ended)
    thread.ref()
    thread.postMessage(task, transfer)
    try {
      return await promise
    } finally {
      endTurn = () => undefined
      clearTimeout(timer)
      clearTimeout(turn)
      thread.off('online', begin)
      thread.off('message', resolve)
      thread.off('error', failed)
      thread.off('exit', ended)
      thread.unref()
      idle = setTimeout(() => void end(thread), IDLE_MS).unref()
    }
  }

  function start(): Worker {
    const hold = createHold()
    const started = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: heapMib },
      workerData: hold,
    })
    holds.set(started, hold)
    const forget = () => {
      if (worker === started) worker = undefined
    }
    // Without a listener, an error of the thread would end the process.
    started.on('error', forget)
    started.once('exit', forget)
    return started
  }

  /** Ends a thread. The next task starts another one, and does not wait until this one has ended. */
  async function end(thread: Worker): Promise<void> {
    if (worker === thread) worker = undefined
    const hold = holds.get(thread)
    if (hold !== undefined) await endHold(hold)
    await thread.terminate()
  }

  function next(): void {
    if (isRunning) return
    const [queue] = queues.values()
    const one = queue?.shift()
    if (queue === undefined || one === undefined) return
    isRunning = true
    one.starts += 1
    waiting -= 1
    queues.delete(one.owner)
    if (queue.length > 0) queues.set(one.owner, queue)
    run(one)
      .then(one.settled.resolve, (error: unknown) => {
        if (error !== TURN_OVER) return one.settled.reject(error)
        if (isClosed) return one.settled.reject(new ThreadError('busy'))
        if (one.starts >= MOST_STARTS) return one.settled.reject(new ThreadError('starved'))
        startAgain(one)
      })
      .finally(() => {
        isRunning = false
        next()
      })
  }

  /** Puts a task before the others of its owner, and the owner after all others. */
  function startAgain(one: Waiting<Task, Outcome>): void {
    const queue = queues.get(one.owner) ?? []
    queues.delete(one.owner)
    queues.set(one.owner, [one, ...queue])
    waiting += 1
  }

  return {
    run(owner, task, transfer = []) {
      const queue = queues.get(owner) ?? []
      if (isClosed || queue.length >= MOST_OF_ONE || waiting >= MOST_OF_ALL)
        return Promise.reject(new ThreadError('busy'))
      const settled = Promise.withResolvers<Outcome>()
      queue.push({ owner, task, transfer, settled, starts: 0 })
      queues.set(owner, queue)
      waiting += 1
      next()
      endTurn()
      return settled.promise
    },
    async close() {
      isClosed = true
      clearTimeout(idle)
      if (worker !== undefined) await end(worker)
    },
  }
}

function isOutOfMemory(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

/**
 * Returns the URL of a thread's file: the built file if there is one, else the source.
 *
 * @param name Name without extension.
 * @param neighbor URL of a file in the same folder.
 */
export function getThreadScript(name: string, neighbor: string): URL {
  const built = new URL(`./${name}.js`, neighbor)
  return existsSync(fileURLToPath(built)) ? built : new URL(`./${name}.ts`, neighbor)
}
