import { Readable } from 'node:stream'
import type { Agent, Dispatcher } from 'undici'
import type { Target } from '#egress/target-resolver'
import { EngineError } from '#model/errors'
import { plainHeaders, type Request, RightsNotCurrent, toOptions, translate } from './exchange.ts'

/** A response whose body is not read yet. */
export interface StreamedResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Stream of the body. Destroy it or read it to its end. Until then it occupies a connection. */
  readonly body: Readable
}

interface StreamLimits {
  readonly firstByteTimeoutMs: number
  /** Milliseconds without progress on either side, after which the body fails. */
  readonly idleTimeoutMs: number
  readonly maxBytes: number
}

interface StreamOptions {
  readonly signal?: AbortSignal | undefined
  readonly areRightsCurrent?: (() => boolean) | undefined
}

/**
 * Sends one request to the target of its URL and returns the response as soon as its headers arrive. Receives no more
 * of the body than is read. A body that is too long, stalls or breaks off is destroyed with an {@link EngineError}.
 */
export function exchangeStream(
  agent: Agent,
  target: Target,
  request: Request,
  limits: StreamLimits,
  { signal, areRightsCurrent }: StreamOptions,
): Promise<StreamedResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<StreamedResponse>()
  let controller: Dispatcher.DispatchController | undefined
  let timer: NodeJS.Timeout | undefined
  let length = 0
  let isEnded = false

  const body = new Readable({
    read() {
      wait()
      if (controller?.paused === true) controller.resume()
    },
    destroy(error, callback) {
      end()
      controller?.abort(error ?? new Error('given up'))
      callback(error)
    },
  })
  const end = () => {
    isEnded = true
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
  }
  const fail = (error: Error) => {
    if (isEnded) return
    end()
    reject(error)
    // If the body fails before the headers arrive, nothing listens to it yet. The promise reports the error.
    if (body.listenerCount('error') === 0) body.once('error', () => undefined)
    body.destroy(error)
  }
  const timeOut = (what: string) => () => {
    fail(new EngineError('timeout', `The upstream ${what}.`, { sent: controller !== undefined }))
  }
  const cancel = timeOut('had not responded when the call was cancelled')
  const waitFor = (what: string, milliseconds: number) => {
    clearTimeout(timer)
    if (!isEnded) timer = setTimeout(timeOut(what), milliseconds)
  }
  const wait = () => waitFor('stalled in the middle of a file', limits.idleTimeoutMs)
  const tooLarge = () =>
    fail(new EngineError('response_too_large', `The file is larger than ${limits.maxBytes} bytes.`))

  waitFor('did not begin to respond in time', limits.firstByteTimeoutMs)
  if (signal?.aborted === true) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      if (isEnded) return started.abort(new Error('given up'))
      if (areRightsCurrent?.() === false) throw new RightsNotCurrent()
      controller = started
    },
    onResponseStart(_controller, status, received) {
      if (status < 200 || isEnded) return
      const headers = plainHeaders(received)
      if (status < 400 && Number(headers['content-length'] ?? 0) > limits.maxBytes) return tooLarge()
      wait()
      resolve({ status, headers, body })
    },
    onResponseData(started, chunk) {
      if (isEnded) return
      length += chunk.length
      if (length > limits.maxBytes) return tooLarge()
      wait()
      if (!body.push(chunk)) started.pause()
    },
    onResponseEnd() {
      if (isEnded) return
      end()
      body.push(null)
    },
    onResponseError(_controller, error) {
      fail(translate(error, controller !== undefined))
    },
  }
  if (!isEnded) agent.dispatch(toOptions(target, request), handler)
  return promise
}

/** Reads the first bytes of a body and then destroys it. They are enough for the message of an error. */
export async function readStart(body: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk as Buffer)
      length += (chunk as Buffer).length
      if (length >= limit) break
    }
  } catch {
    // The bytes received before the body broke off are returned.
  }
  return Buffer.concat(chunks).subarray(0, limit)
}
