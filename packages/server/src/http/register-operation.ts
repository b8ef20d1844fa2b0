import { randomFillSync } from 'node:crypto'
import type { ErrorCode } from '@bulkhead/contract/errors'
import { BODY_BOUNDS, type BodyBounds, getSuccess, type OperationShape } from '@bulkhead/contract/operation'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Anyone } from '#access/request/anyone'
import { authorize } from '#access/request/authorize'
import type { RequestContext } from '#access/request/principal'
import { type AnyOperation, invoke, type OperationInput } from '#operations/invoke'
import { recordOutcome } from '#operations/record-outcome'
import type { Services } from '#operations/services'
import { createTickBatch } from '#platform/tick-batch'
import { admit, LATE_BODY_MS } from './admit.ts'
import { assertOwnOrigin } from './assert-own-page.ts'
import { createUnknownFieldFilter, WARNING } from './input/ignore-unknown-fields.ts'
import { createLenientReader } from './input/lenient-input.ts'
import { type AppFile, toFile } from './pages/read-app.ts'
import { sendFile } from './pages/send-file.ts'

// Own code: one header of four fields. `@opentelemetry/core` would bring its API and a context object for each request.

/** Trace that a request belongs to. */
interface TraceContext {
  /** 32 hex digits, the same along the whole trace. */
  readonly trace_id: string
  /** Header that continues the trace from here. */
  readonly traceparent: string
}

/** Pattern of W3C Trace Context §3.2.2, version 00. A later version may have more fields at the end. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?:-|$)/

/** Buffer of random bytes: requesting a few bytes at a time costs twenty times as much. */
const stock = Buffer.alloc(4096)
let left = 0

declare module 'fastify' {
  interface FastifyRequest {
    /** Operation that the request calls. */
    operation?: OperationShape
    context?: RequestContext
    /** Time at which the caller was authenticated, by `performance.now()`. */
    admittedAt?: number
    trace?: TraceContext
    /** Code of the error in the response. */
    failure?: ErrorCode
    /** Bounds of the body, if they differ from `BODY_BOUNDS`. */
    bodyBounds?: BodyBounds
    /** Bytes of the received body. */
    bodyBytes?: number
    /** Quota of the organization for a body in bytes, if it has one. */
    maxBodyBytes?: number
  }
}

/** Header of a response that is repeated from an earlier request with the same idempotency key. */
export const REPLAYED = 'idempotent-replayed'
const JSON_TYPE = 'application/json; charset=utf-8'

/** Number of requests of this process in progress. */
let underWay = 0
const ended = () => {
  underWay -= 1
}
const admission = createTickBatch(() => underWay > 1)

/** Serves one operation of the contract. The caller is authenticated before the body is read. */
export function registerOperation(app: FastifyInstance, services: Services, operation: AnyOperation): void {
  const readLeniently = createLenientReader(operation)
  const ignoreUnknown = createUnknownFieldFilter(operation)
  const { bodyBounds = BODY_BOUNDS } = operation
  app.route({
    method: operation.method,
    bodyLimit: bodyBounds.bytes,
    // A GET that redirects has an effect, which a HEAD request must not have (RFC 9110 §9.2.1).
    exposeHeadRoute: operation.method === 'GET' && getSuccess(operation).status < 300,
    url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    onRequest: async (request, reply) => {
      request.operation = operation
      request.bodyBounds = bodyBounds
      underWay += 1
      reply.raw.once('close', ended)
      await admission()
      request.trace = request.span ?? continueTrace([request.headers.traceparent].flat()[0])
      reply.header('traceparent', request.trace.traceparent)
      if (operation.sameOrigin) assertOwnOrigin(services, request, true)
      if (operation.callers === 'anyone') return
      const { audience } = services
      const context = await admit(
        services,
        { event: operation.audit, source: 'http', audience },
        request,
        reply,
      )
      authorize(context, { operation, headers: request.headers })
    },
    handler: async (request, reply) => {
      if (performance.now() - (request.admittedAt ?? 0) > LATE_BODY_MS)
        await request.context?.authenticateAgain()
      // A missing body counts as an empty object, so that the error names the fields it must have.
      if (operation.body !== undefined && request.body === undefined) request.body = {}
      const warning = ignoreUnknown?.(request, request.context?.workspace === undefined)
      if (warning !== undefined) reply.header(WARNING, warning)
      readLeniently?.(request)
      const { params, query, body, headers } = request as FastifyRequest & OperationInput
      const invoked = await invoke(services, {
        operation,
        caller: request.context ?? getAnyone(request),
        input: { params, query, body },
        key: headers['idempotency-key'],
      })
      if (invoked.isReplayed) reply.header(REPLAYED, 'true')
      if (invoked.body !== undefined) reply.header('content-type', JSON_TYPE)
      reply.code(invoked.status).headers(invoked.headers)
      return operation.revalidates && invoked.body instanceof Uint8Array
        ? sendFile(request, reply, getFile(invoked.body), {})
        : reply.send(invoked.body)
    },
    onResponse: (request, reply, done) => {
      const { id, context, failure, trace, headers } = request
      const recorded = recordOutcome(services, {
        request_id: id,
        stated_id: headers['x-request-id'],
        trace_id: trace?.trace_id,
        operation: operation.operationId,
        status: reply.statusCode,
        code: failure,
        elapsedMs: reply.elapsedTime,
        context,
      })
      if (recorded === undefined) done()
      else recorded.then(() => done(), done)
    },
  })
}

/** Files of responses that revalidate, by their bytes. */
const files = new WeakMap<Uint8Array, AppFile>()

function getFile(bytes: Uint8Array): AppFile {
  const file = files.get(bytes) ?? toFile(bytes, { type: JSON_TYPE })
  files.set(bytes, file)
  return file
}

function getAnyone({ ip, headers, id }: FastifyRequest): Anyone {
  return { address: ip, user_agent: headers['user-agent'], cookies: headers.cookie, request_id: id }
}

/** Continues the trace of a `traceparent` header. Begins a new trace if the header is missing or invalid. */
function continueTrace(traceparent: string | undefined): TraceContext {
  const parent = traceparent === undefined ? null : TRACEPARENT.exec(traceparent)
  const random = randomHex(48)
  const [trace_id, span_id] = [parent?.[1] ?? random.slice(16), random.slice(0, 16)]
  // The last two digits say whether the trace is sampled; they are passed on.
  return { trace_id, traceparent: `00-${trace_id}-${span_id}-${parent?.[2] ?? '00'}` }
}

/** Returns random hex digits. Their number must be even. */
function randomHex(digits: number): string {
  const bytes = digits / 2
  if (left < bytes) {
    randomFillSync(stock)
    left = stock.length
  }
  left -= bytes
  return stock.toString('hex', left, left + bytes)
}
