import {
  type Attributes,
  type Context,
  type Meter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { parseTraceParent } from '@opentelemetry/core'
import type { SpanAttributes, Telemetry, TelemetrySettings, TraceSpan } from './telemetry.ts'

const KINDS = { client: SpanKind.CLIENT, internal: SpanKind.INTERNAL, server: SpanKind.SERVER } as const

/** Bucket bounds in seconds from the semantic conventions for HTTP. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

/**
 * Attributes that a span and the durations of its kind share. The SDK counts 2,000 combinations separately, and the
 * rest together.
 */
const OF_DURATIONS = [
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'url.scheme',
  'url.template',
  'server.address',
  'server.port',
  'error.type',
]

/** Creates traces of requests, and measures requests that the server receives and sends. */
export function createTraces(
  tracer: Tracer,
  meter: Meter,
  { continuesCallers, tellsUpstreams }: Pick<TelemetrySettings, 'continuesCallers' | 'tellsUpstreams'>,
): Telemetry['startTrace'] {
  const durations = (name: string, description: string) =>
    meter.createHistogram(name, { description, unit: 's', advice: { explicitBucketBoundaries: BOUNDS } })
  const measured = {
    server: durations('http.server.request.duration', 'Duration of HTTP server requests.'),
    client: durations('http.client.request.duration', 'Duration of HTTP client requests.'),
    internal: undefined,
  }

  function start(
    parent: Context,
    name: string,
    kind: keyof typeof KINDS,
    given: SpanAttributes = {},
  ): TraceSpan {
    const began = performance.now()
    const span = tracer.startSpan(name, { kind: KINDS[kind], attributes: toAttributes(given) }, parent)
    const { traceId, spanId, traceFlags } = span.spanContext()
    const traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
    let hasEnded = false
    return {
      trace_id: traceId,
      span_id: spanId,
      traceparent,
      forUpstream: tellsUpstreams ? { traceparent } : {},
      startChild: (childName, childKind, attributes) =>
        start(trace.setSpan(parent, span), childName, childKind, attributes),
      end({ name: lastName, attributes = {}, error } = {}) {
        if (hasEnded) return
        hasEnded = true
        const all = toAttributes({ ...given, ...attributes, 'error.type': error })
        if (lastName !== undefined) span.updateName(lastName)
        span.setAttributes(all)
        if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
        measured[kind]?.record(
          (performance.now() - began) / 1000,
          Object.fromEntries(OF_DURATIONS.flatMap((key) => (key in all ? [[key, all[key]]] : []))),
        )
      },
    }
  }

  return (name, attributes, traceparent) => {
    const caller = continuesCallers && traceparent !== undefined ? parseTraceParent(traceparent) : null
    const parent =
      caller === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...caller, isRemote: true })
    return start(parent, name, 'server', attributes)
  }
}

function toAttributes(given: SpanAttributes): Attributes {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
