import { BulkheadError } from '@bulkhead/contract/errors'
import { type OperationShape, successOf } from '@bulkhead/contract/operation'
import type { OperationId } from '@bulkhead/contract/operations'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { authenticate } from '#authenticate/authenticate'
import { callerOf, type Principal } from '#principal'
import type { Services } from '#services'
import { type Anyone, HANDLERS } from './handlers.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal?: Principal
    /** Code of the error that was answered. */
    failure?: string
  }
}

/** The handlers seen alike: each is given the caller and the input that its operation declares. */
type AnyHandler = (services: Services, caller: Principal | Anyone, input: object) => Promise<unknown>

/**
 * Serves one operation: who calls is settled before the body is read, and what kind of token may call comes
 * from the contract, before any look-up.
 */
export function registerOperation(
  app: FastifyInstance,
  services: Services,
  operation: OperationShape & { readonly operationId: OperationId },
): void {
  const { status, schema } = successOf(operation)
  const handler = HANDLERS[operation.operationId] as AnyHandler
  app.route({
    method: operation.method,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(operation.params && { params: operation.params }),
      querystring: operation.query ?? NO_FIELDS,
      ...(operation.body && { body: operation.body }),
      response: { [status]: schema },
    },
    onRequest: async (request) => {
      if (operation.callers !== 'anyone')
        request.principal = await admit(services, operation.callers, request)
    },
    onResponse: async (request, reply) =>
      logAnswer(services, operation, request, reply.statusCode, reply.elapsedTime),
    handler: async (request, reply) => {
      const { params, query, body } = request
      const output = await handler(services, request.principal ?? { address: request.ip }, {
        params,
        query,
        body,
      })
      return reply.code(status).send(output)
    },
  })
}

const NO_FIELDS = { type: 'object', properties: {}, additionalProperties: false }

async function admit(
  services: Services,
  callers: readonly string[],
  request: FastifyRequest,
): Promise<Principal> {
  const { authorization, 'x-organization-id': organization } = request.headers
  const principal = await authenticate(services, {
    authorization,
    organization: [organization].flat().join() || undefined,
  })
  const caller = callerOf(principal)
  if (!callers.includes(caller)) {
    throw new BulkheadError(
      'not_permitted',
      `This operation takes ${callers.map((kind) => `an ${kind} token`.replace('an scoped', 'a scoped')).join(' or ')}, not ${caller === 'application' ? 'an application' : 'a scoped'} token.`,
    )
  }
  return principal
}

function logAnswer(
  { log }: Services,
  { operationId }: OperationShape,
  { id, principal, failure }: FastifyRequest,
  status: number,
  elapsedMs: number,
): void {
  log.info(
    {
      request_id: id,
      operation: operationId,
      status,
      ...(failure !== undefined && { code: failure }),
      duration_ms: Math.round(elapsedMs * 10) / 10,
      ...(principal && { organization_id: principal.organization, application_id: principal.application }),
      ...(principal?.workspace !== undefined && { workspace_id: principal.workspace }),
    },
    'answered',
  )
}
