import {
  type AnyValue,
  type Attributes,
  type HrTime,
  type LogRecord,
  ROOT_CONTEXT,
  TraceFlags,
  trace,
  ValueType,
} from '@opentelemetry/api'
import {
  type ExportResult,
  ExportResultCode,
  type InstrumentationScope,
  millisToHrTime,
} from '@opentelemetry/core'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  MeterProvider,
  type MetricData,
  PeriodicExportingMetricReader,
  type ScopeMetrics,
} from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { tapLog } from '../log.ts'
import { createTraces } from './create-traces.ts'
import {
  type MetricJson,
  type Telemetry,
  type TelemetrySettings,
  type TelemetrySource,
  telemetryDropped,
} from './telemetry.ts'

interface Times {
  readonly startTime: HrTime
  readonly endTime: HrTime
}

/** Exporter of the SDK for any signal. */
interface Exporter<Items> {
  export(items: Items, done: (result: ExportResult) => void): void
}

/** Counter of items that wait to be sent. The SDK's own queues drop items silently. */
interface WaitingRoom {
  readonly count: () => number
  /** Counts one more item if there is room, and counts it as dropped otherwise. @returns Whether there was room. */
  enter(): boolean
  /** Counts the items that `exporter` sends, and those that it fails to send. */
  watch<Items extends { readonly length: number }, One extends Exporter<Items>>(exporter: One): One
}

/** Maximum number of items in each queue. */
const MOST_WAITING = 2_048

/** Names of pino's levels. The index is the number of the level divided by ten. */
const LEVELS = ['', 'TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

const NAME = 'bulkhead'
/**
 * Time limit in milliseconds of one delivery with its retries. The timers of the SDK keep a process alive that long at
 * its end.
 */
const SEND_WITHIN_MS = 3_000
/** Delay in milliseconds between the first span or line of a batch and its delivery. */
const SEND_AFTER_MS = 1_000
const METRICS_EVERY_MS = 60_000
/** Minimum interval in milliseconds between log lines about failures. */
const SAY_EVERY_MS = 60_000

/**
 * Opens exporters of traces, metrics and the log. Nothing is registered globally, because a process may have several
 * servers.
 */
export function openTelemetry(settings: TelemetrySettings, source: TelemetrySource): Telemetry {
  const { log, version, process_id } = source
  const resource = resourceFromAttributes({
    'service.name': NAME,
    'service.version': version,
    'service.instance.id': process_id,
  }).merge(detectResources({ detectors: [envDetector] }))
  const to = (signal: string) => ({
    url: `${settings.endpoint}/v1/${signal}`,
    headers: { ...settings.headers },
    timeoutMillis: SEND_WITHIN_MS,
  })
  let saidAt = Number.NEGATIVE_INFINITY
  const failed = (error: unknown) => {
    if (performance.now() - saidAt < SAY_EVERY_MS) return
    saidAt = performance.now()
    // Only the code is logged, because the message may repeat the receiver's response.
    log.warn({ code: (error as { code?: unknown } | undefined)?.code }, 'telemetry could not be sent')
  }

  const spans = createWaitingRoom('spans', failed)
  const batch = { maxQueueSize: MOST_WAITING, scheduledDelayMillis: SEND_AFTER_MS }
  const spanProcessor = new BatchSpanProcessor({
    ...batch,
    exporter: spans.watch(new OTLPTraceExporter(to('traces'))),
  })
  const enqueue = spanProcessor.onEnd.bind(spanProcessor)
  spanProcessor.onEnd = (span) => {
    if (span.spanContext().traceFlags & 1 && spans.enter()) enqueue(span)
  }
  const tracerProvider = new TracerProvider({
    resource,
    spanProcessors: [spanProcessor],
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.ratio) }),
  })

  const lines = createWaitingRoom('logs', failed)
  const loggerProvider = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        ...batch,
        exporter: lines.watch(new OTLPLogExporter(to('logs'))),
      }),
    ],
  })
  const logger = loggerProvider.getLogger(NAME, version)
  const untap = tapLog(log, (line) => {
    if (lines.enter()) logger.emit(toLogRecord(line))
  })

  let readMetrics: () => Promise<readonly MetricJson[]> = async () => []
  const began = Date.now()
  const scope = { name: NAME, version }
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(to('metrics')),
    exportIntervalMillis: METRICS_EVERY_MS,
    metricProducers: [
      {
        collect: async () => ({
          resourceMetrics: {
            resource,
            scopeMetrics: [toScopeMetrics(await readMetrics(), scope, began)],
          },
          errors: [],
        }),
      },
    ],
  })
  const meterProvider = new MeterProvider({ resource, readers: [reader] })
  const providers = [tracerProvider, meterProvider, loggerProvider]

  return {
    startTrace: createTraces(
      tracerProvider.getTracer(NAME, version),
      meterProvider.getMeter(NAME, version),
      settings,
    ),
    readMetricsFrom(read) {
      readMetrics = read
    },
    async close(withinMs) {
      untap()
      const late = Promise.withResolvers<void>()
      const timer = setTimeout(late.resolve, withinMs)
      await Promise.race([Promise.allSettled(providers.map((one) => one.shutdown())), late.promise])
      clearTimeout(timer)
      const [unsentSpans, unsentLines] = [spans.count(), lines.count()]
      if (unsentSpans + unsentLines > 0)
        log.warn(
          { spans: unsentSpans, lines: unsentLines },
          'some telemetry was not sent before the process ended',
        )
    },
  }
}

/** Converts a log line to an OpenTelemetry record with the same content. The instance is one of the resource. */
function toLogRecord(line: string): LogRecord {
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

function createWaitingRoom(signal: string, failed: (error: unknown) => void): WaitingRoom {
  let waiting = 0
  return {
    count: () => waiting,
    enter() {
      if (waiting < MOST_WAITING) {
        waiting += 1
        return true
      }
      telemetryDropped.add([signal, 'full'])
      return false
    },
    watch(exporter) {
      const send = exporter.export.bind(exporter)
      exporter.export = (items, done) => {
        // The length is read first, because the SDK may empty the list after sending it.
        const { length } = items
        send(items, (result) => {
          waiting -= length
          if (result.code !== ExportResultCode.SUCCESS) {
            telemetryDropped.add([signal, 'failed'], length)
            failed(result.error)
          }
          done(result)
        })
      }
      return exporter
    },
  }
}

/** Converts the metrics of `/metrics`. Each keeps its name, so that one dashboard works for both. */
function toScopeMetrics(
  metrics: readonly MetricJson[],
  scope: InstrumentationScope,
  beganMs: number,
): ScopeMetrics {
  const times = { startTime: millisToHrTime(beganMs), endTime: millisToHrTime(Date.now()) }
  return {
    scope,
    metrics: metrics.flatMap((one) => (one.values.length > 0 ? [toMetricData(one, times)] : [])),
  }
}

function toMetricData({ name, help, type, values }: MetricJson, times: Times): MetricData {
  const common = {
    descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  }
  if (type === 'histogram')
    return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: toHistograms(values, times) }
  const dataPoints = values.map(({ value, labels }) => ({
    ...times,
    attributes: toAttributes(labels),
    value,
  }))
  if (type === 'counter')
    return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints }
  return { ...common, dataPointType: DataPointType.GAUGE, dataPoints }
}

/** Combines the series of one histogram: cumulative buckets, the sum and the count. */
function toHistograms(values: MetricJson['values'], times: Times): DataPoint<Histogram>[] {
  const byLabels = Map.groupBy(values, ({ labels: { le, ...labels } }) => JSON.stringify(labels))
  return [...byLabels].map(([labels, series]) => {
    const find = (end: string) => series.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0
    const buckets = series.filter(({ metricName }) => metricName?.endsWith('_bucket'))
    return {
      ...times,
      attributes: JSON.parse(labels),
      value: {
        buckets: {
          boundaries: buckets.map(({ labels: { le } }) => Number(le)).filter(Number.isFinite),
          counts: buckets.map(({ value }, index) => value - (buckets[index - 1]?.value ?? 0)),
        },
        sum: find('_sum'),
        count: find('_count'),
      },
    }
  })
}

function toAttributes(labels: MetricJson['values'][number]['labels']): Attributes {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== undefined))
}
