import type { Variable } from './variable.ts'

/** Metrics, traces and the log. */
export const TELEMETRY = {
  BULKHEAD_METRICS_ADDRESS: {
    default: 'none: /metrics of this server',
    help: 'host:port that serves /metrics instead, such as 127.0.0.1:9464.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    default: 'none: no telemetry is sent',
    help: 'Receiver of traces, metrics and the log by OTLP over HTTP, such as http://localhost:4318. It may be private.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    default: 'none',
    help: 'Headers for that receiver, as name=value,name=value with values percent-encoded.',
    isSecret: true,
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_RATIO: {
    default: '1',
    help: 'Share of requests whose traces are sent, from 0 to 1.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_CALLERS: {
    default: 'off',
    help: 'on or off: whether the traceparent of a request decides on its trace, and on whether that is sent. Only for callers that you trust.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_TRACE_UPSTREAMS: {
    default: 'off',
    help: 'on or off: whether services get a traceparent with the requests that are sent to them.',
    needs: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  BULKHEAD_LOG_LEVEL: { default: 'info', help: 'fatal, error, warn, info, debug, trace or silent.' },
} as const satisfies Record<string, Variable>
