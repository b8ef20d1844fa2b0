import { BulkheadError } from '@bulkhead/contract/errors'
import { CSRF_HEADER } from '@bulkhead/contract/people'
import type { FastifyRequest } from 'fastify'
import type { Services } from '#operations/services'

/**
 * Refuses a request if the browser states that a page of another origin sent it (Fetch Metadata, and RFC 6454 §7). A
 * request that changes something must state its origin.
 *
 * @param mustSay Whether to refuse a request that states nothing.
 * @throws BulkheadError `csrf_refused`
 */
export function assertOwnOrigin({ issuer }: Services, request: FastifyRequest, mustSay: boolean): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused('another site sent it')
  if (origin !== undefined && !isOwn(origin, issuer, request.host)) throw refused('another origin sent it')
  if (mustSay && origin === undefined && site !== 'same-origin') {
    throw refused('neither Origin nor Sec-Fetch-Site says where it comes from')
  }
}

/**
 * Makes sure that a request authenticated by a cookie was sent by a page of this server. Another site can make the
 * browser send the cookie, but neither the token of the session nor our origin.
 *
 * @throws BulkheadError `csrf_refused`
 */
export async function assertOwnPage(
  services: Services,
  request: FastifyRequest,
  session: string,
): Promise<void> {
  const reads = request.method === 'GET'
  assertOwnOrigin(services, request, !reads)
  if (reads) return
  const presented = request.headers[CSRF_HEADER.toLowerCase()]
  if (typeof presented !== 'string' || !(await services.identity.isCsrfToken(session, presented))) {
    throw refused(`it lacks the session's ${CSRF_HEADER}`)
  }
}

/**
 * Returns whether an origin is ours. Behind a proxy the `Host` header may differ from the host in browsers, so the
 * public URL counts too.
 */
function isOwn(origin: string, publicUrl: string, host: string): boolean {
  return origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host
}

function refused(why: string): BulkheadError {
  return new BulkheadError('csrf_refused', `The request is not from a page of this server: ${why}.`)
}
