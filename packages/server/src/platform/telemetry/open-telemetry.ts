import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { tapLog } from '#platform/log'
import { createTraces } from './create-traces.ts'
import type { MetricJson, Telemetry, TelemetrySettings, TelemetrySource } from './telemetry.ts'
import { toLogRecord } from './to-log-record.ts'
import { toScopeMetrics } from './to-scope-metrics.ts'
import { createWaitingRoom, MOST_WAITING } from './waiting-room.ts'

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
        log.warn({ spans: unsentSpans, lines: unsentLines }, 'telemetry was not sent before the end')
    },
  }
}
