import { BulkheadError } from '@bulkhead/contract/errors'
import { permits } from '@bulkhead/contract/grants'
import type { Caller, OperationShape } from '@bulkhead/contract/operation'
import { REFERENCE } from '@bulkhead/contract/shapes'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate, demandOrganization } from '#authenticate/authenticate'
import { authenticatePerson } from '#authenticate/authenticate-person'
import { callerOf } from '#principal'
import type { Services } from '#services'
import { demandOwnOrigin, demandOwnPage } from './demand-own-page.ts'
import { limitRequest } from './limit-request.ts'
import { whileConnected } from './while-connected.ts'

const KINDS: Record<Caller, string> = {
  application: 'an application token',
  scoped: 'a scoped token',
  narrowed: 'a narrowed scoped token',
  person: 'a person who is signed in',
}

/**
 * Settles who calls and whether such a caller may, before the body is read and anything is looked up. The
 * request's act is set as soon as the token or cookie is good, so that a refusal is recorded under it.
 *
 * @throws BulkheadError `unauthenticated`, `csrf_refused`, `rate_limited`, `body_too_large`,
 *   `organization_mismatch`, `not_permitted`
 */
export async function admit(
  services: Services,
  operation: OperationShape,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (operation.callers === 'anyone') {
    if (operation.sameOrigin) demandOwnOrigin(services, request, true)
    return
  }
  const { authorization, cookie, 'x-organization-id': organization } = request.headers
  const byCookie = authorization === undefined && services.identity.hasCookie(cookie)
  const principal = byCookie
    ? await authenticatePerson(services, cookie)
    : await authenticate(services, authorization)
  request.act = {
    ...principal,
    request_id: request.id,
    ...(byCookie && { cookies: cookie }),
    event: operation.audit,
    whileConnected: whileConnected(reply.raw),
  }
  if (byCookie) await demandOwnPage(services, request, principal.token_id)
  await limitRequest(services, principal.organization, request, reply)
  demandOrganization(principal, [organization].flat().join() || undefined)
  const caller = callerOf(principal)
  if (!operation.callers.includes(caller)) {
    const accepted = operation.callers.map((kind) => KINDS[kind]).join(' or ')
    throw new BulkheadError('not_permitted', `This operation takes ${accepted}, not ${KINDS[caller]}.`)
  }
}

/**
 * Refuses a person's request that does not say what people must say. Derived from the contract.
 *
 * @throws BulkheadError `not_permitted`
 */
export function demandPersonSends({ personSends = {} }: OperationShape, { act, body }: FastifyRequest): void {
  if (act === undefined || callerOf(act) !== 'person') return
  for (const [name, value] of Object.entries(personSends)) {
    if ((body as Record<string, unknown> | undefined)?.[name] === value) continue
    throw new BulkheadError('not_permitted', `A person must send ${name}: ${JSON.stringify(value)}.`)
  }
}

/**
 * Refuses a connector id in the path that the grant does not name, whether or not it exists. Derived from the
 * contract, so that no handler has to remember.
 *
 * @throws BulkheadError `not_granted`
 */
export function demandGrantedPath({ params: schema }: OperationShape, { act, params }: FastifyRequest): void {
  for (const [name, property] of Object.entries(schema?.properties ?? {})) {
    if ((property as { [REFERENCE]?: string })[REFERENCE] !== 'connector') continue
    if (!permits(act?.grant, { connector_id: (params as Record<string, string>)[name] ?? '' })) {
      throw new BulkheadError('not_granted', 'The token is not granted this connector.')
    }
  }
}
