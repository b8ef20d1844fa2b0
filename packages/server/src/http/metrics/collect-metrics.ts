import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { cacheStates } from '#platform/cache/create-cache'
import { watchLoop } from '#platform/loop-watch'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import { addUp, type MetricValues } from './add-up.ts'
import { type MeasuredServices, registerProcess } from './process-metrics.ts'
import { registerCounted } from './show-metrics.ts'

/** The page for Prometheus. */
export interface MetricsPage {
  readonly contentType: string
  read(): Promise<string>
  /** Reads what is measured of this process alone, for a page of several. */
  readOwn(): Promise<readonly MetricValues[]>
}

/** Reads what is measured of all processes that listen together, this one too. */
export type ReadAllMetrics = () => Promise<readonly (readonly MetricValues[])[]>

/** Three gauges of the library have the name of a counter, which `promtool check metrics` refuses. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
]

/**
 * Collects what is measured of this process. Anyone who can read it sees what is busy, and no tenant: keep it inside.
 *
 * @param readAll Where several processes listen together: the page is of all of them.
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

/** Numbers of the record of calls, read when they are asked for. */
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

/** Caches of this process, by name. */
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

/** Times in which the event loop did nothing else, by the operation that took most of each. */
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
