import { type AnyValue, type LogRecord, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api'

/** Names of pino's levels. The index is the number of the level divided by ten. */
const LEVELS = ['', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** Converts a log line to an OpenTelemetry record with the same content. The instance is one of the resource. */
export function toLogRecord(line: string): LogRecord {
  const { level, time, msg, trace_id, span_id, err, instance: _, ...rest } = JSON.parse(line)
  const step = Math.trunc(level / 10)
  const isTraced = typeof trace_id === 'string' && typeof span_id === 'string'
  return {
    timestamp: time,
    severityNumber: 4 * step - 3,
    severityText: LEVELS[step] ?? '',
    body: msg,
    attributes: { ...toValues(rest), ...(err && toException(err)) },
    ...(isTraced && {
      context: trace.setSpanContext(ROOT_CONTEXT, {
        traceId: trace_id,
        spanId: span_id,
        traceFlags: TraceFlags.SAMPLED,
      }),
    }),
  }
}

function toValues(members: Record<string, unknown>): Record<string, AnyValue> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : (value as AnyValue),
    ]),
  )
}

function toException({ type, message, stack }: Record<string, string>): Record<string, AnyValue> {
  return {
    'exception.type': type,
    ...(message !== undefined && { 'exception.message': message }),
    ...(stack !== undefined && { 'exception.stacktrace': stack }),
  }
}
