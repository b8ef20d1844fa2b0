import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { Worker } from 'node:worker_threads'

/** Call of a function in the traced folder from another file. */
export interface Entry {
  /** Path relative to the folder. */
  readonly file: string
  /** Calling file in the folder. Undefined if the runtime or a library called. */
  readonly from: string | undefined
}

/** Condition of the breakpoints, which is true for the traced request. */
export const IS_TRACED = 'globalThis[Symbol.for("bulkhead.trace")]?.getStore() === true'

const CHANNEL = 'http.server.request.start'

/**
 * Traces which files of a folder one HTTP request to this process runs through, in order. The request is sent twice.
 * The first time, coverage finds the functions that it calls. The second time, each of them has a breakpoint, at which
 * another thread records the caller and continues. Work for other requests is left out.
 *
 * @param folder URL with a trailing slash.
 * @param path Prefix of the request's path.
 */
export async function traceEntries(
  folder: URL,
  path: string,
  send: () => Promise<unknown>,
): Promise<Entry[]> {
  const traced = new AsyncLocalStorage<boolean>()
  let isSecond = false
  const enter = (message: unknown) => {
    const { request } = message as { request: IncomingMessage }
    if (!isSecond || request.url?.startsWith(path) !== true) return
    traced.enterWith(true)
    // The body arrives in the async context of the connection.
    const emit = request.emit.bind(request) as (...event: unknown[]) => boolean
    Object.assign(request, { emit: (...event: unknown[]) => traced.run(true, emit, ...event) })
  }
  const tracer = new Worker(new URL('./tracer-thread.ts', import.meta.url), { workerData: folder.href })
  const ask = (step: string) => {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    tracer.once('message', resolve).once('error', reject)
    tracer.postMessage(step)
    return promise
  }
  Object.assign(globalThis, { [Symbol.for('bulkhead.trace')]: traced })
  subscribe(CHANNEL, enter)
  try {
    await ask('learn')
    await send()
    await ask('trace')
    isSecond = true
    await send()
    return (await ask('end')) as Entry[]
  } finally {
    unsubscribe(CHANNEL, enter)
    await tracer.terminate()
  }
}
