import type { ErrorCode } from '@bulkhead/contract/errors'
import { type OperationShape, successOf } from '@bulkhead/contract/operation'
import type { OperationId } from '@bulkhead/contract/operations'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Act } from '#principal'
import { RawReply } from '#raw-reply'
import type { Services } from '#services'
import { WithHeaders } from '#with-headers'
import { admit, demandGrantedPath, demandPersonSends } from './admit.ts'
import { answerOnce } from './answer-once.ts'
import { type Anyone, HANDLERS } from './handlers.ts'
import type { Metrics } from './serve-metrics.ts'
import { continueTrace, type TraceContext, traceparentOf } from './trace-context.ts'

declare module 'fastify' {
  interface FastifyRequest {
    act?: Act
    trace?: TraceContext
    /** Code of the error that was answered. */
    failure?: ErrorCode
    /** Quota of the organization, where it has one. */
    maxBodyBytes?: number
    /** Id of the request whose error is given again. */
    repeats?: string
  }
}

/** The handlers seen alike: each is given the caller and the input that its operation declares. */
type AnyHandler = (services: Services, caller: Act | Anyone, input: object) => Promise<unknown>

/** Serves one operation of the contract: schemas, callers and grant are settled before its handler runs. */
export function registerOperation(
  app: FastifyInstance,
  services: Services,
  operation: OperationShape & { readonly operationId: OperationId },
  metrics: Metrics,
): void {
  const { status, schema } = successOf(operation)
  const handler = HANDLERS[operation.operationId] as AnyHandler
  app.route({
    method: operation.method,
    ...(operation.maxBodyBytes !== undefined && { bodyLimit: operation.maxBodyBytes }),
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(operation.params && { params: operation.params }),
      querystring: operation.query ?? NO_FIELDS,
      ...(operation.body && { body: operation.body }),
      response: { [status]: schema },
    },
    onRequest: async (request, reply) => {
      request.trace = continueTrace([request.headers.traceparent].flat()[0])
      reply.header('traceparent', traceparentOf(request.trace))
      await admit(services, operation, request, reply)
    },
    preHandler: async (request) => {
      demandGrantedPath(operation, request)
      demandPersonSends(operation, request)
    },
    onResponse: async (request, reply) => {
      logAnswer(services, operation, request, reply.statusCode, reply.elapsedTime)
      metrics.observe(operation.operationId, reply.statusCode, reply.elapsedTime / 1000)
      const { act, failure } = request
      if (act && failure) await services.refusals.record(act, operation.operationId, failure)
    },
    handler: async (request, reply) => {
      const { params, query, body } = request
      const run = (caller: Act | Anyone) => handler(services, caller, { params, query, body })
      const { act } = request
      const output = await (act === undefined
        ? run({
            address: request.ip,
            user_agent: request.headers['user-agent'],
            request_id: request.id,
          })
        : answerOnce(services, operation, request, reply, act, run))
      if (output instanceof RawReply) return reply.code(status).headers(output.headers).send(output.body)
      if (output instanceof WithHeaders) {
        return reply.code(status).headers(output.headers).send(output.output)
      }
      return reply.code(status).send(output)
    },
  })
}

const NO_FIELDS = { type: 'object', properties: {}, additionalProperties: false }

function logAnswer(
  { log }: Services,
  { operationId }: OperationShape,
  { id, act, trace, failure }: FastifyRequest,
  status: number,
  elapsedMs: number,
): void {
  log.info(
    {
      request_id: id,
      trace_id: trace?.trace_id,
      operation: operationId,
      status,
      ...(failure !== undefined && { code: failure }),
      duration_ms: Math.round(elapsedMs * 10) / 10,
      ...(act && { organization_id: act.organization }),
      ...(act?.application !== undefined && { application_id: act.application }),
      ...(act?.person !== undefined && { person_id: act.person }),
      ...(act?.workspace !== undefined && { workspace_id: act.workspace }),
    },
    'answered',
  )
}
