import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { Worker } from 'node:worker_threads'

/** A call of a function of the traced folder by another file. */
export interface Entry {
  /** Path below the folder. */
  readonly file: string
  /** File below the folder that called; undefined where the runtime or a library did. */
  readonly from: string | undefined
}

/** Expression by which a breakpoint knows the traced request. */
export const IS_TRACED = 'globalThis[Symbol.for("bulkhead.trace")]?.getStore() === true'

const CHANNEL = 'http.server.request.start'

/**
 * Traces which files of a folder one HTTP request to this process goes through, in order. The request is sent twice: the
 * first time coverage tells which functions it calls, the second time each of them has a breakpoint, at which another
 * thread notes the caller and goes on. What the process does for others is left out.
 *
 * @param folder URL with a slash at its end.
 * @param path Beginning of the request's path.
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
    // Its body arrives in the context of the connection.
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
