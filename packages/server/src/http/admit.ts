import { BulkheadError } from '@bulkhead/contract/errors'
import { permits } from '@bulkhead/contract/grants'
import type { Caller, OperationShape } from '@bulkhead/contract/operation'
import { REFERENCE } from '@bulkhead/contract/shapes'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authenticate, demandOrganization } from '#authenticate/authenticate'
import { callerOf } from '#principal'
import type { Services } from '#services'
import { limitRequest } from './limit-request.ts'
import { whileConnected } from './while-connected.ts'

const KINDS: Record<Caller, string> = {
  application: 'an application token',
  scoped: 'a scoped token',
  narrowed: 'a narrowed scoped token',
}

/**
 * Settles who calls and whether such a token may, before the body is read and anything is looked up. The
 * request's act is set as soon as the token is good, so that a refusal is recorded under it.
 *
 * @throws BulkheadError `unauthenticated`, `rate_limited`, `body_too_large`, `organization_mismatch`,
 *   `not_permitted`
 */
export async function admit(
  services: Services,
  operation: OperationShape,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (operation.callers === 'anyone') return
  const { authorization, 'x-organization-id': organization } = request.headers
  const principal = await authenticate(services, authorization)
  request.act = {
    ...principal,
    request_id: request.id,
    event: operation.audit,
    whileConnected: whileConnected(reply.raw),
  }
  await limitRequest(services, principal.organization, request, reply)
  demandOrganization(principal, [organization].flat().join() || undefined)
  const caller = callerOf(principal)
  if (!operation.callers.includes(caller)) {
    const accepted = operation.callers.map((kind) => KINDS[kind]).join(' or ')
    throw new BulkheadError('not_permitted', `This operation takes ${accepted}, not ${KINDS[caller]}.`)
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
