import type { FastifyInstance } from 'fastify'
import type { Telemetry, TraceSpan } from '#platform/telemetry/telemetry'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set if telemetry is sent. */
    span?: TraceSpan
  }
}

/** Paths that are not traced: probes call them every few seconds. */
const UNTRACED: ReadonlySet<string | undefined> = new Set(['/health/live', '/health/ready', '/metrics'])

/**
 * Traces each request by the semantic conventions of HTTP servers. Path, query, address and user agent are left out,
 * because they contain names and codes. The route identifies the operation.
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
    // Runs after every hook, also if the caller has disconnected.
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
