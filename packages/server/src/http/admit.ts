import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticatePerson } from '#identity/authenticate-person'
import type { Services } from '#operations/services'
import type { Act } from '#request/principal'
import { authenticate, demandOrganization, demandOrigin } from '#tokens/authenticate'
import { demandOwnPage } from './demand-own-page.ts'
import { limitRequest } from './limit-request.ts'
import { whenClosed, whileConnected } from './while-connected.ts'

/**
 * Settles who calls, before the body is read and anything is looked up. The request's act is set as soon as
 * the token or the session is good, so that a refusal is recorded under it.
 *
 * @param audience The resource that the token must be for.
 * @throws BulkheadError `unauthenticated`, `csrf_refused`, `rate_limited`, `body_too_large`, `origin_not_allowed`,
 *   `organization_mismatch`
 */
export async function admit(
  services: Services,
  { event, source, audience }: Pick<Act, 'event' | 'source'> & { audience: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Act> {
  const { authorization, cookie, origin, 'x-organization-id': organization } = request.headers
  // A page reads no answer of MCP, so no cookie counts there.
  const byCookie = source === 'http' && authorization === undefined && services.identity.hasCookie(cookie)
  const whoCalls = () =>
    byCookie ? authenticatePerson(services, cookie) : authenticate(services, authorization, audience)
  const principal = await whoCalls()
  const act = {
    ...principal,
    request_id: request.id,
    event,
    source,
    ...(byCookie && { cookies: cookie }),
    whileConnected: whileConnected(reply.raw),
    whenAnswered: (work: () => void) => whenClosed(reply.raw, work),
    authenticateAgain: whoCalls,
  }
  request.act = act
  if (byCookie) await demandOwnPage(services, request, act.token_id)
  const quotas = services.quotas.of(principal.organization)
  limitRequest(
    services,
    principal.organization,
    quotas instanceof Promise ? await quotas : quotas,
    request,
    reply,
  )
  demandOrigin(principal, origin)
  demandOrganization(principal, organization)
  return act
}
