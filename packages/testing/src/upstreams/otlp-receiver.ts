import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import { listenLocally } from './listen-locally.ts'

/**
 * Protocol types, generated from the files that its authors publish. The SDK serializes messages
 * with code of its own, and later versions of this package write the types by hand.
 */
const TYPES = '@opentelemetry/otlp-transformer/build/src/generated/root.js'

/** Span as it arrived, with ids in hex. */
export interface ReceivedSpan {
  readonly trace_id: string
  readonly span_id: string
  /** Id of the parent span. Empty for the first span of a trace. */
  readonly parent_id: string
  readonly name: string
  /** Name in the protocol, such as `SPAN_KIND_SERVER`. */
  readonly kind: string
  /** Name in the protocol, such as `STATUS_CODE_ERROR`. */
  readonly status: string | undefined
  readonly attributes: Attributes
  readonly resource: Attributes
}

export interface ReceivedLog {
  readonly trace_id: string
  readonly span_id: string
  readonly severity: string
  readonly body: unknown
  readonly attributes: Attributes
}

export interface ReceivedMetric {
  readonly name: string
  readonly kind: 'gauge' | 'sum' | 'histogram'
  readonly points: readonly {
    readonly attributes: Attributes
    readonly value?: number
    readonly count?: number
    readonly bucketCounts?: readonly number[]
  }[]
}

type Attributes = Readonly<Record<string, unknown>>

/** Receiver of OTLP over HTTP. It accepts only messages that the official types decode completely. */
export interface OtlpReceiver {
  readonly url: string
  readonly spans: ReceivedSpan[]
  readonly logs: ReceivedLog[]
  readonly metrics: ReceivedMetric[]
  readonly headers: IncomingHttpHeaders[]
  /** Bodies of all requests. */
  readonly bytes: Buffer[]
  /** Errors of requests that could not be decoded. */
  readonly faults: unknown[]
  close(): Promise<void>
}

/** Starts a receiver on 127.0.0.1. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const { collector } = createRequire(import.meta.url)(TYPES).opentelemetry.proto
  const received = {
    spans: [] as ReceivedSpan[],
    logs: [] as ReceivedLog[],
    metrics: [] as ReceivedMetric[],
    headers: [] as IncomingHttpHeaders[],
    bytes: [] as Buffer[],
    faults: [] as unknown[],
  }
  const server = createServer(async (request, response) => {
    try {
      const bytes = await buffer(request)
      received.headers.push(request.headers)
      received.bytes.push(bytes)
      if (request.url === '/v1/traces')
        received.spans.push(...toSpans(decode(collector.trace.v1.ExportTraceServiceRequest, bytes)))
      else if (request.url === '/v1/logs')
        received.logs.push(...toLogs(decode(collector.logs.v1.ExportLogsServiceRequest, bytes)))
      else if (request.url === '/v1/metrics')
        received.metrics.push(...toMetrics(decode(collector.metrics.v1.ExportMetricsServiceRequest, bytes)))
      else throw new Error(`There is no ${request.url}.`)
      response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end()
    } catch (fault) {
      received.faults.push(fault)
      response.writeHead(400).end()
    }
  })
  return {
    ...(await listenLocally(server)),
    ...received,
  }
}

/** Decodes a message. @throws Error if it has fields that its type does not know, which decoding skips. */
// biome-ignore lint/suspicious/noExplicitAny: a message of the protocol, whose members the caller names
function decode(type: any, bytes: Buffer): any {
  const message = type.decode(bytes)
  const object = type.toObject(message, { longs: Number, enums: String, bytes: Array, arrays: true })
  const fault = type.verify(message)
  if (fault !== null) throw new Error(fault)
  if (type.encode(message).finish().length !== bytes.length) throw new Error('A message has unknown fields.')
  return object
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function toSpans({ resourceSpans }: any): ReceivedSpan[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return resourceSpans.flatMap(({ resource, scopeSpans }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    scopeSpans.flatMap(({ spans }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above
      spans.map((span: any) => ({
        trace_id: toHex(span.traceId),
        span_id: toHex(span.spanId),
        parent_id: toHex(span.parentSpanId),
        name: span.name,
        kind: span.kind,
        status: span.status?.code,
        attributes: toAttributes(span.attributes),
        resource: toAttributes(resource.attributes),
      })),
    ),
  )
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function toLogs({ resourceLogs }: any): ReceivedLog[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return resourceLogs.flatMap(({ scopeLogs }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    scopeLogs.flatMap(({ logRecords }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above
      logRecords.map((record: any) => ({
        trace_id: toHex(record.traceId),
        span_id: toHex(record.spanId),
        severity: record.severityText,
        body: toValue(record.body),
        attributes: toAttributes(record.attributes),
      })),
    ),
  )
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function toMetrics({ resourceMetrics }: any): ReceivedMetric[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return resourceMetrics.flatMap(({ scopeMetrics }: any) =>
    // biome-ignore lint/suspicious/noExplicitAny: as above
    scopeMetrics.flatMap(({ metrics }: any) =>
      // biome-ignore lint/suspicious/noExplicitAny: as above
      metrics.map((metric: any) => {
        const kind = (['gauge', 'sum', 'histogram'] as const).find((one) => metric[one] != null) ?? 'gauge'
        return {
          name: metric.name,
          kind,
          // biome-ignore lint/suspicious/noExplicitAny: as above
          points: metric[kind].dataPoints.map((point: any) => ({
            attributes: toAttributes(point.attributes),
            value: point.asDouble ?? point.asInt,
            count: point.count,
            bucketCounts: point.bucketCounts,
          })),
        }
      }),
    ),
  )
}

function toHex(bytes: readonly number[] | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex')
}

function toAttributes(list: readonly { key: string; value: Record<string, unknown> }[] = []): Attributes {
  return Object.fromEntries(list.map(({ key, value }) => [key, toValue(value)]))
}

/** Returns the value of the only member that is set. */
function toValue(value: Record<string, unknown> | undefined): unknown {
  return Object.values(value ?? {})[0]
}
