import type { Effect } from '#model/definition'
import { EngineError, isEngineError } from '#model/errors'
import type { RawResponse, Request } from './exchange.ts'

const REDIRECTS = [301, 302, 303, 307, 308]

/**
 * Returns the request for a redirect, or undefined if the response is not a redirect. Only the same origin is followed,
 * so that neither credentials nor a body reach another one. A write is repeated only if the status requires it (307,
 * 308). After 303 the write may have been executed already.
 *
 * @throws {EngineError} `redirect_refused`, which names only the origin of the target.
 */
export function redirectedRequest(
  effect: Effect,
  request: Request,
  response: Pick<RawResponse, 'status' | 'headers'>,
): Request | undefined {
  const location = REDIRECTS.includes(response.status) ? response.headers.location : undefined
  if (location === undefined) return undefined
  const url = URL.parse(location, request.url)
  const keepsMethod = response.status === 307 || response.status === 308
  const may_be_done = effect === 'write' && !keepsMethod
  if (url === null) throw refused('to what is no URL', may_be_done)
  if (url.origin !== getOrigin(request)) throw refused(`to another origin, ${url.origin}`, may_be_done)
  if (url.username !== '' || url.password !== '') {
    throw refused('to a URL with a user name or password', may_be_done)
  }
  url.hash = ''
  if (may_be_done) throw refused(`a write by ${response.status}; it was not followed`, may_be_done)
  if (keepsMethod || request.method === 'GET') return { ...request, url: url.href }
  const { 'content-type': _type, ...headers } = request.headers
  return { method: 'GET', url: url.href, headers, body: undefined }
}

// Headers that may be sent to any site, since they contain nothing of the connector.
const NEUTRAL = ['accept', 'accept-encoding', 'range', 'user-agent']

/**
 * Redirects like {@link redirectedRequest}, for a file. Services store files elsewhere, so a redirect to another origin
 * is followed, with GET and without anything that came from the connector.
 *
 * @throws {EngineError} `redirect_refused`.
 */
export function redirectedFileRequest(
  request: Request,
  response: Pick<RawResponse, 'status' | 'headers'>,
): Request | undefined {
  const location = REDIRECTS.includes(response.status) ? response.headers.location : undefined
  const url = location === undefined ? null : URL.parse(location, request.url)
  if (url === null || url.origin === getOrigin(request)) return redirectedRequest('read', request, response)
  if (url.username !== '' || url.password !== '') throw refused('to a URL with a user name or password')
  const keepsMethod = response.status === 307 || response.status === 308
  if (request.method !== 'GET' && keepsMethod) throw refused(`a body to another origin, ${url.origin}`)
  url.hash = ''
  return { method: 'GET', url: url.href, headers: neutralHeaders(request.headers), body: undefined }
}

function getOrigin({ url }: Request): string {
  return new URL(url).origin
}

function neutralHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => NEUTRAL.includes(name)))
}

/**
 * Returns an error as it must be reported after the first hop. The first request was sent, so no error may claim that
 * nothing was: a write that may have run must not be repeated.
 */
export function afterFirstHop(error: EngineError): EngineError {
  if (error.code === 'unreachable') return new EngineError('connection_lost', error.message)
  if (error.code === 'egress_refused') return refusedLater(error.message)
  if (isEngineError(error, 'timeout')) return new EngineError('timeout', error.message, { sent: true })
  return error
}

// A write is redirected only if the first hop did not execute it.
function refusedLater(message: string) {
  return new EngineError('redirect_refused', message, { may_be_done: false })
}

function refused(where: string, may_be_done = false) {
  return new EngineError('redirect_refused', `The upstream redirected ${where}.`, { may_be_done })
}
