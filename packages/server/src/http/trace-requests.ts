import type { FastifyInstance } from 'fastify'
import type { Telemetry, TraceSpan } from '#platform/telemetry/telemetry'

declare module 'fastify' {
  interface FastifyRequest {
    /** Present where telemetry is sent. */
    span?: TraceSpan
  }
}

/** Probes ask every few seconds, and say nothing. */
const UNTRACED: ReadonlySet<string | undefined> = new Set(['/health/live', '/health/ready', '/metrics'])

/**
 * Traces each request by the semantic conventions of HTTP servers. Path, query, address and browser are left out: they
 * hold names and codes, and the route says which operation it is.
 */
export function traceRequests(app: FastifyInstance, telemetry: Telemetry): void {
  app.addHook('onRequest', (request, reply, done) => {
    const { method, protocol, headers } = request
    const route = request.routeOptions.url
    if (UNTRACED.has(route)) return done()
    const span = telemetry.startTrace(
      route === undefined ? method : `${method} ${route}`,
      {
        'http.request.method': method,
        'http.route': route,
        'url.scheme': protocol,
        'bulkhead.request.id': request.id,
      },
      [headers.traceparent].flat()[0],
    )
    request.span = span
    // After every hook, also where the caller has disconnected.
    reply.raw.once('close', () => {
      const { operation, context, failure } = request
      const status = reply.raw.writableFinished ? reply.statusCode : undefined
      span.end({
        attributes: {
          'http.response.status_code': status,
          'bulkhead.operation': operation?.operationId,
          'bulkhead.outcome': failure ?? 'ok',
          'bulkhead.organization.id': context?.organization,
          'bulkhead.workspace.id': context?.workspace,
        },
        error: status === undefined ? 'caller_gone' : status >= 500 ? (failure ?? String(status)) : undefined,
      })
    })
    done()
  })
}
