import type { Log } from '../log.ts'
import { createTally } from '../metrics/tally.ts'

/** Attributes by their names in the semantic conventions. Undefined ones are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Outcome of a span. */
export interface SpanEnd {
  /** Name that replaces the one from the start of the span. */
  readonly name?: string
  readonly attributes?: SpanAttributes
  /** Code of the error. If it is absent, the span may still have failed. */
  readonly error?: string | undefined
}

/** Step of a trace. */
export interface TraceSpan {
  /** Id of the trace, 32 hex digits. */
  readonly trace_id: string
  /** Id of the span, 16 hex digits. */
  readonly span_id: string
  /** Header that continues the trace from here. */
  readonly traceparent: string
  /** Headers that pass the trace to an upstream. Empty unless the settings allow it. */
  readonly forUpstream: Readonly<Record<string, string>>
  startChild(name: string, kind: 'client' | 'internal', attributes?: SpanAttributes): TraceSpan
  /** Ends the span. Must be called once. */
  end(end?: SpanEnd): void
}

/** Sender of traces, metrics and the log to an OpenTelemetry receiver. It delays nothing and never throws. */
export interface Telemetry {
  /**
   * Starts the trace of a request. `traceparent` is the caller's header. It is ignored unless the settings allow it.
   */
  startTrace(name: string, attributes: SpanAttributes, traceparent?: string): TraceSpan
  /** Sets the function that reads the metrics to send. */
  readMetricsFrom(read: () => Promise<readonly MetricJson[]>): void
  /** Sends everything that waits, within `withinMs`. */
  close(withinMs: number): Promise<void>
}

/** Metric of the registry, as JSON. */
export interface MetricJson {
  readonly name: string
  readonly help: string
  readonly type: unknown
  readonly values: readonly {
    readonly value: number
    readonly labels: Readonly<Partial<Record<string, string | number>>>
    /** Name of the series, if it belongs to a histogram. */
    readonly metricName?: string
  }[]
}

/** Settings of telemetry. */
export interface TelemetrySettings {
  /** Base URL of an OTLP receiver. */
  readonly endpoint: string
  /** Headers for the receiver, such as a key. */
  readonly headers: Readonly<Record<string, string>>
  /** Whether a caller's `traceparent` is continued. */
  readonly continuesCallers: boolean
  /** Whether upstreams get a `traceparent`. */
  readonly tellsUpstreams: boolean
  /** Fraction of traces to send, from 0 to 1. */
  readonly ratio: number
}

/** Source of telemetry: the log, and the names of the process. */
export interface TelemetrySource {
  readonly log: Log
  readonly version: string
  readonly process_id: string
}

/** Counter of spans and log lines that were lost. */
export const telemetryDropped = createTally({
  name: 'bulkhead_telemetry_dropped_total',
  help: 'Spans and log lines that the OpenTelemetry receiver did not get: too many were waiting, or sending failed.',
  labels: ['signal', 'reason'],
  most: 6,
})
