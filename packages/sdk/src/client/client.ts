import { type Operations, ROUTES, SDK_VERSION } from '../generated/api.ts'
import { assertKnown } from './assert-known.ts'
import { attempt, type HttpRequest } from './attempt.ts'
import type { WithResponse } from './bulkhead-promise.ts'
import { WRITE_OPTIONS, type WriteOptions } from './call-options.ts'
import { ApiError, AuthenticationError, type BulkheadError, ConfigurationError } from './errors.ts'
import { retryDelayMs } from './retry-delay.ts'
import { assertHeaderText, type ClientSettings, type Settings } from './settings.ts'
import { getQuery, toPath } from './to-path.ts'
import type { TokenProvider } from './token-provider.ts'

const AGENT = `bulkhead-sdk/${SDK_VERSION}`

export type OperationId = keyof typeof ROUTES & keyof Operations

/** Input of an operation: members of the path, the query and the body. */
export type Input<Id extends OperationId> = Omit<Operations[Id], 'output'>
export type Output<Id extends OperationId> = Operations[Id]['output']

/** Parts of a request, whatever the operation. */
export type Parts = {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: object
  readonly body?: object
}

/** Sends operations to the server, with tokens, retries and timeouts. All requests of the SDK go through it. */
export class Client<S extends ClientSettings = Settings> {
  readonly settings: S

  constructor(settings: S) {
    this.settings = settings
  }

  /** @param tokenProvider Source of the token; undefined sends none. */
  async send<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    tokenProvider: TokenProvider | undefined,
    options: WriteOptions = {},
  ): Promise<WithResponse<Output<Id>>> {
    const { data, response } = await this.#send(id, input, tokenProvider, options, 'json')
    return { data: data as Output<Id>, response }
  }

  /** Sends an operation like {@link send}, and leaves the body of the response unread. */
  async open<Id extends OperationId>(
    id: Id,
    input: Input<Id>,
    tokenProvider: TokenProvider | undefined,
    options: WriteOptions = {},
  ): Promise<Response> {
    return (await this.#send(id, input, tokenProvider, options, 'stream')).response
  }

  async #send(
    id: OperationId,
    input: Parts,
    tokenProvider: TokenProvider | undefined,
    options: WriteOptions,
    as: 'json' | 'stream',
  ): Promise<WithResponse<unknown>> {
    assertKnown(options, WRITE_OPTIONS)
    const { fetch, timeoutMs: usualTimeoutMs, maxRetries: usualRetries } = this.settings
    const { signal, timeoutMs = usualTimeoutMs, maxRetries = usualRetries } = options
    if (!(timeoutMs > 0)) throw new ConfigurationError('invalid_argument', '`timeoutMs` must be more than 0.')
    const request = this.#toRequest(id, input, options, as)
    const [, , repeat] = ROUTES[id]
    let isRenewed = false
    for (let number = 1, retries = 0; ; number++) {
      const began = performance.now()
      const ended = await attempt(fetch, request, { signal, timeoutMs, as, tokenProvider })
      if (!('error' in ended)) {
        this.#log(id, request, number, began, ended.response)
        return ended
      }
      const { error, response, token } = ended
      // The server refused the token before it did anything, so any request is safe to send again.
      const isRefused = error instanceof AuthenticationError && token !== undefined && !isRenewed
      if (isRefused && tokenProvider?.renew(token) === true) {
        isRenewed = true
        this.#log(id, request, number, began, response, error, 0)
        continue
      }
      const delayMs = retries < maxRetries ? retryDelayMs(error, repeat, retries) : undefined
      this.#log(id, request, number, began, response, error, delayMs)
      if (delayMs === undefined) throw error
      retries++
      await sleep(delayMs, signal)
    }
  }

  #toRequest(
    id: OperationId,
    input: Parts,
    { idempotencyKey }: WriteOptions,
    as: 'json' | 'stream',
  ): HttpRequest {
    const [method, template, repeat] = ROUTES[id]
    const { url, organizationId } = this.settings
    const headers: Record<string, string> = { accept: as === 'json' ? 'application/json' : '*/*' }
    const agent = userAgent()
    if (agent !== undefined) headers['user-agent'] = agent
    if (organizationId !== undefined) headers['x-organization-id'] = organizationId
    if (repeat === 'with a key') {
      if (idempotencyKey !== undefined) assertHeaderText('idempotencyKey', idempotencyKey)
      headers['idempotency-key'] = idempotencyKey ?? crypto.randomUUID()
    }
    if (input.body !== undefined) headers['content-type'] = 'application/json'
    return {
      method,
      url: `${url}${toPath(template, input.path ?? {})}${getQuery({ ...input.query })}`,
      headers,
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
    }
  }

  #log(
    operation: OperationId,
    { method, url }: HttpRequest,
    number: number,
    began: number,
    response: Response | undefined,
    error?: BulkheadError,
    retryInMs?: number,
  ): void {
    const { log } = this.settings
    if (log === undefined) return
    const requestId =
      (error instanceof ApiError ? error.requestId : undefined) ?? response?.headers.get('x-request-id')
    log({
      operation,
      method,
      path: new URL(url).pathname,
      attempt: number,
      ...(response !== undefined && { status: response.status }),
      ...(error !== undefined && { code: error.code }),
      ...(typeof requestId === 'string' && { requestId }),
      durationMs: Math.round((performance.now() - began) * 10) / 10,
      ...(retryInMs !== undefined && { retryInMs: Math.round(retryInMs) }),
    })
  }
}

/** Waits. @throws The signal's reason, as soon as it is aborted. */
function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason)
    const abort = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/**
 * Returns the value of `User-Agent`, which shows the server the SDK and its version. Undefined in browsers: they keep
 * their own, and the header would need permission by CORS.
 */
function userAgent(): string | undefined {
  const { navigator } = globalThis as { navigator?: { readonly userAgent?: string } }
  return navigator?.userAgent?.startsWith('Mozilla/') === true ? undefined : AGENT
}
