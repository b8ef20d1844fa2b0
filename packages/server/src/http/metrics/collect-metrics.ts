import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { cacheStates } from '#platform/cache/create-cache'
import { watchLoop } from '#platform/loop-watch'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import { addUp, type MetricValues } from './add-up.ts'
import { type MeasuredServices, registerProcess } from './process-metrics.ts'
import { registerCounted } from './show-metrics.ts'

/** Metrics page for Prometheus. */
export interface MetricsPage {
  readonly contentType: string
  read(): Promise<string>
  /** Reads the metrics of this process alone, for a page of several processes. */
  readOwn(): Promise<readonly MetricValues[]>
}

/** Reads the metrics of all processes that listen together, including this one. */
export type ReadAllMetrics = () => Promise<readonly (readonly MetricValues[])[]>

/** Gauges of the library that have the name of a counter, which `promtool check metrics` rejects. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/**
 * Collects the metrics of this process. They show how busy the server is but name no tenant. Do not expose them
 * publicly.
 *
 * @param readAll Set if several processes listen together. The page then shows all of them.
 */
export function collectMetrics(
  app: FastifyInstance,
  services: MeasuredServices,
  readAll?: ReadAllMetrics,
): MetricsPage {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  for (const name of MISNAMED) registry.removeSingleMetric(name)
  registerToolCalls(registry, services.toolCalls)
  registerCaches(registry)
  registerLoop(app, registry)
  registerProcess(registry, services)
  registerCounted(registry, (label, value) =>
    label === 'service' ? (services.definitions.byId(value)?.slug ?? value) : value,
  )
  return {
    contentType: registry.contentType,
    read: async () => (readAll === undefined ? registry : addUp(await readAll())).metrics(),
    readOwn: () => registry.getMetricsAsJSON(),
  }
}

/** Registers gauges of the record of calls. They are read at each request of the page. */
function registerToolCalls(registry: Registry, toolCalls: ToolCallRecorder): void {
  new Gauge({
    name: 'bulkhead_tool_calls_waiting',
    help: 'Tool calls that are not in the record yet.',
    registers: [registry],
    collect() {
      this.set(toolCalls.waiting())
    },
  })
  new Counter({
    name: 'bulkhead_tool_calls_dropped_total',
    help: 'Tool calls that never got into the record: too many waited, the database takes none like them, or the process ended.',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [reason, count] of Object.entries(toolCalls.dropped())) this.inc({ reason }, count)
    },
  })
}

/** Registers gauges of the caches of this process, by name. */
function registerCaches(registry: Registry): void {
  new Gauge({
    name: 'bulkhead_cache_entries',
    help: 'Entries of a cache.',
    labelNames: ['cache'],
    registers: [registry],
    collect() {
      for (const { name, size } of cacheStates()) this.set({ cache: name }, size)
    },
  })
  for (const [count, help] of [
    ['hits', 'Look-ups of a cache that found an entry.'],
    ['misses', 'Look-ups of a cache that found none.'],
    ['evictions', 'Entries that left a full cache for others.'],
  ] as const) {
    new Counter({
      name: `bulkhead_cache_${count}_total`,
      help,
      labelNames: ['cache'],
      registers: [registry],
      collect() {
        this.reset()
        for (const state of cacheStates()) this.inc({ cache: state.name }, state[count])
      },
    })
  }
}

/** Registers the times in which the event loop was blocked, each by the operation that took most of it. */
function registerLoop(app: FastifyInstance, registry: Registry): void {
  const blocked = new Histogram({
    name: 'bulkhead_event_loop_blocked_seconds',
    help: 'Times of more than 100 ms in which nothing else was done, by the operation that took most of each.',
    labelNames: ['operation'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const stop = watchLoop((operation, seconds) => blocked.observe({ operation }, seconds))
  app.addHook('onClose', async () => stop())
}
