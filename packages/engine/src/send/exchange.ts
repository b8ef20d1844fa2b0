import type { Agent, Dispatcher } from 'undici'
import { ConnectTimeout } from '#egress/connector'
import type { Target } from '#egress/target-resolver'
import { EngineError } from '#model/errors'
import { createBodyBuffer } from './body-buffer.ts'

// Own code: after a failure, the sender must know whether a write was sent. undici's `RetryAgent` and redirects do not
// report it.

/** Request as sent. Headers hold credentials. */
export interface Request {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
}

export interface RawResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

interface ExchangeLimits {
  readonly firstByteTimeoutMs: number
  readonly maxBodyBytes: number
}

/** Limits of one exchange, in addition to the sender's. */
export interface ExchangeOptions {
  /** Deadline on the clock of `performance.now()`. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
  readonly reserve?: ReserveMemory | undefined
  readonly areRightsCurrent?: (() => boolean) | undefined
}

/** Thrown if the rights behind a request may have ended when it had a connection. Nothing was written. */
export class RightsNotCurrent extends Error {
  override readonly name = 'RightsNotCurrent'
}

/**
 * Function that reserves memory for a response of up to `bytes`, in addition to earlier reservations of the same call.
 * The connection is not read until it resolves. If it rejects, the call ends.
 */
export type ReserveMemory = (bytes: number) => Promise<void> | undefined

/** Maximum number of bytes of a response that need no reservation. */
export const UNRESERVED_BYTES = 64 * 1024

/** Maximum number of bytes kept of an error response: enough for its message. */
const ERROR_BODY_BYTES = 64 * 1024

/**
 * Sends one request to the target of its URL and reads the whole response. Settles by `deadline` (on the clock of
 * `performance.now()`) whatever the upstream does. Then its connection is reused or destroyed, never left open.
 */
export function exchange(
  agent: Agent,
  target: Target,
  request: Request,
  limits: ExchangeLimits,
  { deadline, signal, reserve, areRightsCurrent }: ExchangeOptions,
): Promise<RawResponse> {
  const { promise, resolve, reject } = Promise.withResolvers<RawResponse>()
  let controller: Dispatcher.DispatchController | undefined
  let isSettled = false
  let status = 0
  let headers: Readonly<Record<string, string>> = {}
  let declared: number | undefined
  let isReserved = reserve === undefined
  const body = createBodyBuffer()

  const settle = () => {
    if (isSettled) return false
    isSettled = true
    clearTimeout(totalTimer)
    clearTimeout(firstByteTimer)
    signal?.removeEventListener('abort', cancel)
    return true
  }
  const finish = () => {
    if (settle()) resolve({ status, headers, body: body.bytes() })
  }
  const fail = (error: unknown) => {
    if (!settle()) return
    reject(error)
    // Before the request starts, there is no controller. onRequestStart then ends the request.
    controller?.abort(new Error('given up'))
  }
  const timeOut = (what: string) => () => {
    fail(new EngineError('timeout', `The upstream ${what}.`, { sent: controller !== undefined }))
  }
  const cancel = timeOut('had not responded when the call was cancelled')
  const totalTimer = setTimeout(timeOut('did not finish in time'), Math.max(0, deadline - performance.now()))
  let firstByteTimer: NodeJS.Timeout | undefined
  if (signal?.aborted === true) cancel()
  signal?.addEventListener('abort', cancel, { once: true })

  const reserveRest = (started: Dispatcher.DispatchController) => {
    const expected = declared ?? (body.length() > UNRESERVED_BYTES ? limits.maxBodyBytes : 0)
    if (expected <= UNRESERVED_BYTES) return
    isReserved = true
    const waiting = reserve?.(expected)
    if (waiting === undefined) return
    started.pause()
    waiting.then(() => started.resume(), fail)
  }

  const handler: Dispatcher.DispatchHandler = {
    // Called once there is a connection, just before the first byte is written.
    onRequestStart(started) {
      if (isSettled) return started.abort(new Error('given up'))
      // Unlike abort(), throwing keeps the connection, so that the request can be sent on it once its rights are confirmed.
      if (areRightsCurrent?.() === false) throw new RightsNotCurrent()
      controller = started
      firstByteTimer = setTimeout(timeOut('did not begin to respond in time'), limits.firstByteTimeoutMs)
    },
    onResponseStart(_controller, statusCode, received) {
      if (statusCode < 200) return
      clearTimeout(firstByteTimer)
      status = statusCode
      headers = plainHeaders(received)
      declared = headers['content-length'] === undefined ? undefined : Number(headers['content-length'])
      if (status < 400 && (declared ?? 0) > limits.maxBodyBytes) fail(tooLarge(limits.maxBodyBytes))
    },
    onResponseData(started, chunk) {
      if (isSettled) return
      body.append(chunk, isReserved ? declared : undefined)
      if (status >= 400 && body.length() > Math.min(ERROR_BODY_BYTES, limits.maxBodyBytes)) {
        finish()
        controller?.abort(new Error('read enough'))
      } else if (body.length() > limits.maxBodyBytes) fail(tooLarge(limits.maxBodyBytes))
      else if (!isReserved && status < 400) reserveRest(started)
    },
    onResponseEnd: finish,
    onResponseError(_controller, error) {
      fail(translate(error, controller !== undefined))
    },
  }
  if (!isSettled) agent.dispatch(toOptions(target, request), handler)
  return promise
}

/** Converts a request to the agent's options. */
export function toOptions(
  { origin, path }: Target,
  { method, headers, body }: Request,
): Dispatcher.DispatchOptions {
  return { origin, path, method, headers, body: body ?? null }
}

/**
 * Converts an error of the transport to an EngineError. The cause is dropped, because it contains addresses and parts
 * of responses.
 */
export function translate(error: Error, isSent: boolean): Error {
  if (error instanceof EngineError || error instanceof RightsNotCurrent) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (error instanceof ConnectTimeout || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return new EngineError('timeout', 'The upstream could not be connected to in time.', { sent: false })
  }
  if (code === 'UND_ERR_INVALID_ARG') return new TypeError('The planned request is not valid HTTP')
  if (!isSent) return new EngineError('unreachable', `The upstream could not be connected to (${code}).`)
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return new EngineError('response_too_large', "The headers of the upstream's response are too large.")
  }
  if (error.name === 'HTTPParserError' || code.startsWith('HPE_')) {
    return new EngineError('response_unreadable', `The upstream's response is not valid HTTP (${code}).`)
  }
  return new EngineError('connection_lost', `The connection to the upstream broke (${code}).`)
}

function tooLarge(limit: number) {
  return new EngineError('response_too_large', `The upstream's response is larger than ${limit} bytes.`)
}

/** Returns headers by lower-case name. Repeated headers are joined, cookies are left out. */
export function plainHeaders(received: Record<string, string | string[] | undefined>) {
  const headers: Record<string, string> = Object.create(null)
  for (const name in received) {
    const value = received[name]
    if (value === undefined || name === 'set-cookie') continue
    headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
