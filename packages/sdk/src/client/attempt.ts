import { boundedSignal } from './bounded-signal.ts'
import { type BulkheadError, ConnectionError, TimeoutError } from './errors.ts'
import { parseJson } from './parse-json.ts'
import { readError, unexpectedReply } from './read-error.ts'
import type { Fetch } from './settings.ts'
import type { TokenProvider } from './token-provider.ts'

/** Request that is ready to be sent. */
export interface HttpRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** Outcome of an attempt. */
export type Attempt =
  | { readonly response: Response; readonly data: unknown }
  | { readonly response?: Response; readonly error: BulkheadError; readonly token?: string | undefined }

/** Limits of an attempt, and where its token comes from. */
export interface AttemptOptions {
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
  /** `json` reads the body within the timeout; `stream` leaves the body of a successful response to the caller. */
  readonly as: 'json' | 'stream'
  /**
   * Provider of the token, if the request needs one. Other callers may wait for the same token, so its work goes on after
   * this attempt has ended.
   */
  readonly tokenProvider?: TokenProvider | undefined
}

/**
 * Gets the token of a request, sends the request once and reads the response, all within the timeout.
 *
 * @throws The signal's reason, once it is aborted, or the token provider's error. Any other error is returned.
 */
export async function attempt(
  fetch: Fetch,
  request: HttpRequest,
  { signal, timeoutMs, as, tokenProvider }: AttemptOptions,
): Promise<Attempt> {
  // Before a token is asked for, whose failure would reach nobody.
  signal?.throwIfAborted()
  const bounded = boundedSignal(signal, timeoutMs, as)
  let token: string | undefined
  let isSent = false
  try {
    if (tokenProvider !== undefined) token = await untilAborted(tokenProvider.token(), bounded.signal)
    isSent = true
    const { method, url, body } = request
    const headers = token === undefined ? request.headers : withToken(request.headers, token)
    // A redirect is not followed: that would send the token, or a client secret, to another address.
    const init: RequestInit = { method, headers, redirect: 'manual', signal: bounded.signal }
    if (body !== undefined) init.body = body
    const response = await fetch(url, init)
    if (response.ok && as === 'stream') return { response, data: undefined }
    const text = await response.text()
    if (!response.ok) return { response, error: readError(response, text), token }
    return read(response, text)
  } catch (thrown) {
    signal?.throwIfAborted()
    const { origin } = new URL(request.url)
    if (bounded.isLate()) {
      const late = isSent ? `${origin} did not respond` : 'No token arrived'
      return { error: new TimeoutError('timed_out', `${late} within ${timeoutMs} ms.`) }
    }
    if (!isSent) throw thrown
    return { error: lost(thrown, origin) }
  } finally {
    bounded.end()
  }
}

function withToken(headers: HttpRequest['headers'], token: string): HttpRequest['headers'] {
  return { ...headers, authorization: `Bearer ${token}` }
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let abort = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function read(response: Response, text: string): Attempt {
  if (response.status === 204) return { response, data: undefined }
  let data: unknown
  try {
    data = parseJson(text)
  } catch {
    return { response, error: unexpectedReply(response, 'but not with JSON') }
  }
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { response, data }
  return { response, error: unexpectedReply(response, 'and not as Bulkhead does') }
}

/**
 * Returns the error of a lost request, without the thrown value as cause: an injected `fetch` may attach the request to
 * it, token included.
 */
function lost(thrown: unknown, origin: string): BulkheadError {
  const why = getReason(thrown)
  const message = `No reply from ${origin}${why === undefined ? '' : ` (${why})`}. Is the server running, and is \`url\` right?`
  return new ConnectionError('connection_failed', message)
}

/** Returns a system code such as ECONNREFUSED. It holds nothing that a caller wrote. */
function getReason(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; depth < 3; depth++) {
    const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code
    error = cause
  }
  return undefined
}
