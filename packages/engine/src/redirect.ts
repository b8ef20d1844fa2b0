import type { Effect } from '#definition'
import { EngineError, isEngineError } from '#errors'
import type { RawAnswer, Request } from '#exchange'

const REDIRECTS = [301, 302, 303, 307, 308]

/**
 * The request a redirect asks for, or undefined if the answer is none. Only the same origin is followed,
 * so neither credentials nor a body ever reach another. A write is repeated only where that is what the
 * status means (307, 308); after 303 it may have been done already.
 *
 * @throws {EngineError} `redirect_refused`, naming the target's origin and nothing more of it.
 */
export function redirectedRequest(effect: Effect, request: Request, answer: RawAnswer): Request | undefined {
  const location = REDIRECTS.includes(answer.status) ? answer.headers.location : undefined
  if (location === undefined) return undefined
  const url = URL.parse(location, request.url.href)
  if (url === null) throw refused('to what is no URL')
  if (url.origin !== request.url.origin) throw refused(`to another origin, ${url.origin}`)
  if (url.username !== '' || url.password !== '') throw refused('to a URL with a user name or password')
  url.hash = ''
  const keepsMethod = answer.status === 307 || answer.status === 308
  if (effect === 'write' && !keepsMethod) throw refused(`a write by ${answer.status}; it was not followed`)
  if (keepsMethod || request.method === 'GET') return { ...request, url }
  const { 'content-type': _type, ...headers } = request.headers
  return { method: 'GET', url, headers, body: undefined }
}

/**
 * An error as it reads after the first hop, which was sent: nothing may claim otherwise, since a write
 * that may have run must not be repeated.
 */
export function afterFirstHop(error: EngineError): EngineError {
  if (error.code === 'unreachable') return new EngineError('connection_lost', error.message)
  if (error.code === 'egress_refused') return new EngineError('redirect_refused', error.message)
  if (isEngineError(error, 'timeout')) return new EngineError('timeout', error.message, { sent: true })
  return error
}

function refused(where: string) {
  return new EngineError('redirect_refused', `The upstream redirected ${where}.`)
}
