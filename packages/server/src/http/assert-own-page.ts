import { BulkheadError } from '@bulkhead/contract/errors'
import { CSRF_HEADER } from '@bulkhead/contract/people'
import type { FastifyRequest } from 'fastify'
import type { Services } from '#operations/services'

/**
 * Refuses a request that a browser says a page of another origin sent (Fetch Metadata, and RFC 6454 §7). What
 * changes something has to say where it comes from.
 *
 * @param mustSay Whether saying nothing is a refusal too.
 * @throws BulkheadError `csrf_refused`
 */
export function assertOwnOrigin({ issuer }: Services, request: FastifyRequest, mustSay: boolean): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw refused('another site sent it')
  if (origin !== undefined && !isOwn(origin, issuer, request.host)) throw refused('another origin sent it')
  if (mustSay && origin === undefined && site !== 'same-origin') {
    throw refused('it says neither by Origin nor by Sec-Fetch-Site where it comes from')
  }
}

/**
 * Settles that a request which a cookie authenticates was sent by a page of ours. What another site can make a
 * browser send carries the cookie at most: not the token of the session, and not our origin.
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
    throw refused(`it lacks the ${CSRF_HEADER} of the session`)
  }
}

/** Behind a proxy the host may be another than the one browsers see; then the public URL says which. */
function isOwn(origin: string, publicUrl: string, host: string): boolean {
  return origin === new URL(publicUrl).origin || URL.parse(origin)?.host === host
}

function refused(why: string): BulkheadError {
  return new BulkheadError('csrf_refused', `The request is not from a page of this server: ${why}.`)
}
