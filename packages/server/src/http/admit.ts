import { CONNECT_TOKEN_PREFIX } from '@bulkhead/contract/connect/sessions'
import { BulkheadError } from '@bulkhead/contract/errors'
import { UNATTENDED_HEADER } from '@bulkhead/contract/people'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { QuotaReader, Quotas } from '#access/limits/read-quotas'
import { assertSameRights } from '#access/request/authorize'
import type { Principal, RequestContext } from '#access/request/principal'
import { authenticate } from '#access/tokens/authenticate'
import { authenticateConnect } from '#access/tokens/authenticate-connect'
import { readPersonRights } from '#agents/read-person-rights'
import type { Services } from '#operations/services'
import { authenticatePerson } from '#people/authenticate-person'
import { whenClosed, whileConnected } from '#platform/connection-end'
import { isInNetworks } from '#platform/networks'
import { secondsText } from '#platform/seconds-text'
import { assertOwnPage } from './assert-own-page.ts'
import { assertBodySize } from './parse-json.ts'

/**
 * Milliseconds after the caller was authenticated from which a body counts as late. Most bodies arrive in one. After a
 * late body the caller is authenticated again. Otherwise a caller could withhold the body of a request until the token
 * or the session was revoked.
 */
export const LATE_BODY_MS = 50

/**
 * Authenticates the caller before the body is read and anything is looked up. Sets the context of the request as soon
 * as the token or the session is verified, so that a later refusal is recorded for that caller.
 *
 * @param audience Resource for which the token must be issued.
 * @throws BulkheadError `unauthenticated`, `connect_session_ended`, `csrf_refused`, `rate_limited`, `body_too_large`
 */
export async function admit(
  services: Services,
  { event, source, audience }: Pick<RequestContext, 'event' | 'source'> & { audience: string },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<RequestContext> {
  const { authorization, cookie } = request.headers
  // Pages do not call MCP, so no cookie counts there.
  const byCookie = source === 'http' && authorization === undefined && services.identity.hasCookie(cookie)
  // A connect link is only for its page, which uses the HTTP API.
  const link = source === 'http' ? getConnectToken(authorization) : undefined
  const isUse = request.headers[UNATTENDED_HEADER.toLowerCase()] === undefined
  const whoCalls = async () => {
    if (link !== undefined) return authenticateConnect(services.database, link)
    if (byCookie) return authenticatePerson(services, cookie, isUse)
    const principal = await authenticate(services, authorization, audience)
    return principal.kind === 'person' ? readPersonRights(services.database, principal) : principal
  }
  const admitted = services.revocations.mark()
  const principal = await whoCalls()
  const context = {
    ...principal,
    request_id: request.id,
    admitted,
    event,
    source,
    ...(byCookie && { cookies: cookie }),
    ...(principal.kind === 'person' && { address: request.ip }),
    ...(link !== undefined && {
      client: { address: request.ip, user_agent: request.headers['user-agent'] },
    }),
    whileConnected: whileConnected(reply.raw),
    whenResponded: whenClosed.bind(undefined, reply.raw),
    notes: {},
    has_own_definitions: true,
    ...(request.span !== undefined && { span: request.span }),
    authenticateAgain: async () => {
      const now = await whoCalls()
      const { networks } = await readFacts(services, now)
      assertSameRights(request.context ?? principal, { ...now, ...getPlace(now, networks, request.ip) })
    },
  }
  request.context = context
  request.admittedAt = performance.now()
  if (byCookie) await assertOwnPage(services, request, context.token_id)
  const read = readFacts(services, principal)
  const facts = read instanceof Promise ? await read : read
  context.has_own_definitions = facts.definitions_version > 0
  Object.assign(context, getPlace(principal, facts.networks, request.ip))
  await limitRequest(services, principal.organization, facts, request, reply)
  return context
}

/** Reads the limits of the caller's organization. */
function readFacts({ revocations, quotas }: Services, principal: Principal): ReturnType<QuotaReader['of']> {
  // While the feed of changes is silent, the networks in memory may be old.
  if (actsAsPerson(principal) && !revocations.isFresh()) quotas.forget(principal.organization)
  return quotas.of(principal.organization)
}

function getPlace(
  principal: Principal,
  networks: readonly string[],
  address: string,
): Pick<Principal, 'is_outside'> {
  const isLimited = networks.length > 0 && actsAsPerson(principal)
  return isLimited && !isInNetworks(address, networks) ? { is_outside: true } : {}
}

/**
 * Returns whether a person makes the request, or a program for the person. A key of a workspace belongs to the
 * workspace, and a connect link is for anybody who has it.
 */
function actsAsPerson({ person, kind }: Principal): boolean {
  return person !== undefined && kind !== 'key' && kind !== 'connect'
}

/**
 * Applies the quotas of the organization to a request before its body is read.
 *
 * @throws BulkheadError `rate_limited`, `body_too_large`
 */
async function limitRequest(
  { rateLimiter }: Pick<Services, 'rateLimiter'>,
  organization: string,
  { requests_per_second, max_body_bytes }: Quotas,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (requests_per_second !== null) {
    const taken = rateLimiter.take(organization, requests_per_second)
    const { allowed, remaining, seconds } = taken instanceof Promise ? await taken : taken
    // draft-ietf-httpapi-ratelimit-headers-10 §3 and §4.
    reply.headers({
      'ratelimit-policy': `"organization";q=${requests_per_second};w=1`,
      ratelimit: `"organization";r=${remaining};t=${seconds}`,
    })
    if (!allowed) {
      throw new BulkheadError(
        'rate_limited',
        `The organization's quota is ${requests_per_second} requests per second. Try again in ${secondsText(seconds)}.`,
        { retryAfter: seconds },
      )
    }
  }
  if (max_body_bytes === null) return
  request.maxBodyBytes = max_body_bytes
  assertBodySize(request, Number(request.headers['content-length'] ?? 0))
}

/** Returns the token of a connect link from an `Authorization` header; undefined if the header has none. */
function getConnectToken(authorization = ''): string | undefined {
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
  return token?.startsWith(CONNECT_TOKEN_PREFIX) === true ? token : undefined
}
