import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import {
  BODY_BOUNDS,
  type BodyBounds,
  bodyIsOptional,
  getSuccess,
  type OperationShape,
} from '@bulkhead/contract/operation'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { demandCaller } from '#operations/authorize'
import { type AnyOperation, callOperation, type OperationInput } from '#operations/call-operation'
import { readIdempotencyKey } from '#operations/read-idempotency-key'
import type { Services } from '#operations/services'
import { markOperation } from '#platform/loop-watch'
import { createCohort } from '#platform/tick-batch'
import type { Act } from '#request/principal'
import { RawReply } from '#request/raw-reply'
import { WithHeaders } from '#request/with-headers'
import { admit } from './admit.ts'
import { answerLine } from './answer-line.ts'
import { demandOwnOrigin } from './demand-own-page.ts'
import { createLiberalReader } from './liberal-input.ts'
import type { RequestTally } from './request-tally.ts'
import { continueTrace, type TraceContext, traceparentOf } from './trace-context.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What is called. */
    operation?: OperationShape
    act?: Act
    trace?: TraceContext
    /** Code of the error that was answered. */
    failure?: ErrorCode
    /** Bounds of the body, where they are not `BODY_BOUNDS`. */
    bodyBounds?: BodyBounds
    /** Length of the body that was received. */
    bodyBytes?: number
    /** Quota of the organization, where it has one. */
    maxBodyBytes?: number
    /** Id of the request whose error is given again. */
    repeats?: string
  }
}

/** Requests of this process that are neither answered nor given up. */
let underWay = 0
const ended = () => {
  underWay -= 1
}
const admission = createCohort(() => underWay > 1)

/** Serves one operation of the contract: who calls is settled before the body is read. */
export function registerOperation(
  app: FastifyInstance,
  services: Services,
  operation: AnyOperation,
  metrics: RequestTally,
): void {
  const { status, schema } = getSuccess(operation)
  const readLiberally = createLiberalReader(operation)
  const { bodyBounds = BODY_BOUNDS } = operation
  app.route({
    method: operation.method,
    bodyLimit: bodyBounds.bytes,
    // A GET that sends browsers on has done something, which HEAD must not (RFC 9110 §9.2.1).
    exposeHeadRoute: operation.method === 'GET' && status < 300,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    schema: {
      ...(operation.params && { params: operation.params }),
      querystring: operation.query ?? NO_FIELDS,
      ...(operation.body && { body: operation.body }),
      response: { [status]: schema },
    },
    onRequest: async (request, reply) => {
      request.operation = operation
      request.bodyBounds = bodyBounds
      underWay += 1
      reply.raw.once('close', ended)
      await admission()
      request.trace = continueTrace([request.headers.traceparent].flat()[0])
      reply.header('traceparent', traceparentOf(request.trace))
      if (operation.sameOrigin) demandOwnOrigin(services, request, true)
      if (operation.callers === 'anyone') return
      const { audience } = services
      const act = await admit(services, { event: operation.audit, source: 'http', audience }, request, reply)
      demandCaller(operation, act)
    },
    preValidation: (request, _reply, done) => {
      if (request.body === undefined && bodyIsOptional(operation)) request.body = {}
      readLiberally?.(request)
      done()
    },
    onResponse: (request, reply, done) => {
      const { id, act, failure, trace, headers } = request
      const { statusCode: status, elapsedTime: elapsedMs } = reply
      services.log.info(
        answerLine({
          ...{ request_id: id, stated_id: headers['x-request-id'], trace_id: trace?.trace_id },
          operation: operation.operationId,
          ...{ status, code: failure, elapsedMs, act },
        }),
        'answered',
      )
      metrics.observe(operation.operationId, status, elapsedMs / 1000)
      if (!act || !failure) return done()
      services.refusals.record(act, operation.operationId, failure).then(() => done(), done)
    },
    handler: async (request, reply) => {
      markOperation(operation.operationId)
      const output = await answer(services, operation, request, reply)
      // Others went on while this one waited; now its reply is written.
      markOperation(operation.operationId)
      if (output instanceof RawReply) return reply.code(status).headers(output.headers).send(output.body)
      if (output instanceof WithHeaders) {
        return reply.code(status).headers(output.headers).send(output.output)
      }
      return reply.code(status).send(output)
    },
  })
}

async function answer(
  services: Services,
  operation: AnyOperation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { params, query, body } = request as FastifyRequest & OperationInput
  const caller = request.act ?? {
    address: request.ip,
    user_agent: request.headers['user-agent'],
    cookies: request.headers.cookie,
    request_id: request.id,
  }
  const key = readIdempotencyKey(operation, request.headers['idempotency-key'])
  const called = await callOperation(services, operation, caller, { params, query, body }, key)
  if (called.replayed) reply.header('idempotent-replayed', 'true')
  if ('output' in called.reply) return called.reply.output
  const { code, message, details, request_id } = called.reply.error
  request.repeats = request_id
  throw new BulkheadError(code, message, { details })
}

const NO_FIELDS = { type: 'object', properties: {}, additionalProperties: false }
