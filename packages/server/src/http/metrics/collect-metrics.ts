import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, type Metric, Registry } from 'prom-client'
import type { FairQueue } from '#execution/fair-queue'
import type { Services } from '#operations/services'
import { cacheStates } from '#platform/cache/create-cache'
import { watchLoop } from '#platform/loop-watch'
import { type DurationsState, durationsStates } from '#platform/metrics/durations'
import { type TallyState, tallyStates } from '#platform/metrics/tally'
import type { ToolCallRecorder } from '#records/tool-calls/record-tool-calls'
import { addUp, type MetricValues } from './add-up.ts'

type MeasuredServices = Pick<
  Services,
  | 'database'
  | 'definitions'
  | 'downloadSlots'
  | 'fairQueue'
  | 'responseMemory'
  | 'revocations'
  | 'toolCalls'
  | 'version'
>

/** Part of a metric that the registry reads. */
interface Readable {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly values: () => readonly { readonly value: number }[]
}

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
    help: 'Tool calls that are not recorded yet.',
    registers: [registry],
    collect() {
      this.set(toolCalls.waiting())
    },
  })
  new Counter({
    name: 'bulkhead_tool_calls_dropped_total',
    help: 'Tool calls that were never recorded: too many were waiting, the database rejected them, or the process ended.',
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
    ['hits', 'Cache lookups that found an entry.'],
    ['misses', 'Cache lookups that found no entry.'],
    ['evictions', 'Entries that a full cache dropped to make room for others.'],
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
    help: 'Event loop blocks of more than 100 ms, by the operation that took most of each.',
    labelNames: ['operation'],
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const stop = watchLoop((operation, seconds) => blocked.observe({ operation }, seconds))
  app.addHook('onClose', async () => stop())
}

/**
 * Registers a metric. The library's types accept only its own classes, but it uses nothing of a metric except these
 * members.
 */
function register(registry: Registry, { name, help, type, values }: Readable): void {
  // Our gauges are points in time. Of several processes, the latest one counts.
  const named = { name, help, type, aggregator: type === 'gauge' ? 'max' : 'sum' }
  const metric = { ...named, get: async () => ({ ...named, values: values() }) }
  registry.registerMetric(metric as unknown as Metric)
}

/**
 * Registers all tallies and durations of this process.
 *
 * @param show Returns the displayed value of a label.
 */
export function registerCounted(registry: Registry, show: (label: string, value: string) => string): void {
  for (const state of tallyStates()) register(registry, { ...state, values: () => toValues(state, show) })
  for (const state of durationsStates())
    register(registry, { ...state, type: 'histogram', values: () => toBuckets(state, show) })
}

function toValues(
  { labels, values }: TallyState,
  show: (label: string, value: string) => string,
): { value: number; labels: Record<string, string> }[] {
  return [...values.values()].map((one) => ({
    value: one.value,
    labels: Object.fromEntries(labels.map((label, at) => [label, show(label, one.labels[at] ?? '')])),
  }))
}

/** Returns the cumulative buckets of a histogram. */
function toBuckets(
  { name, label, bounds, counted }: DurationsState,
  show: (label: string, value: string) => string,
) {
  return [...counted].flatMap(([value, { buckets, seconds }]) => {
    const labels = { [label]: show(label, value) }
    let count = 0
    const bounded = buckets.map((own, index) => {
      count += own
      return {
        metricName: `${name}_bucket`,
        value: count,
        labels: { le: bounds[index] ?? '+Inf', ...labels },
      }
    })
    return [
      ...bounded,
      { metricName: `${name}_sum`, value: seconds, labels },
      { metricName: `${name}_count`, value: count, labels },
    ]
  })
}

/**
 * Registers the metrics that are read from this process at each request of the page: queues, connections, revocations
 * and work in progress.
 */
function registerProcess(registry: Registry, services: MeasuredServices): void {
  const { database, revocations, version } = services
  const registers = [registry]
  new Gauge({
    name: 'bulkhead_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node', 'engine'],
    aggregator: 'first',
    registers,
  }).set({ version, node: process.versions.node, engine: database.engine }, 1)
  new Gauge({
    name: 'bulkhead_revocations_age_seconds',
    help: 'Time since revocations by other processes were last read; from 1 s on, rights are looked up in the database.',
    aggregator: 'max',
    registers,
    collect() {
      this.set(revocations.silentMs() / 1000)
    },
  })
  const queues: readonly (readonly [string, FairQueue])[] = [
    ['calls', services.fairQueue],
    ['downloads', services.downloadSlots],
    ['response_bytes', services.responseMemory],
  ]
  new Gauge({
    name: 'bulkhead_queue_in_use',
    help: 'Slots, or bytes of responses, in use by calls.',
    labelNames: ['queue'],
    registers,
    collect() {
      for (const [queue, { state }] of queues) this.set({ queue }, state().inUse)
    },
  })
  new Gauge({
    name: 'bulkhead_queue_limit',
    help: 'Slots, or bytes of responses, in total.',
    labelNames: ['queue'],
    registers,
    collect() {
      for (const [queue, { state }] of queues) this.set({ queue }, state().limit)
    },
  })
  new Gauge({
    name: 'bulkhead_queue_waiting',
    help: 'Calls that are waiting for their turn.',
    labelNames: ['queue'],
    registers,
    collect() {
      for (const [queue, { state }] of queues) this.set({ queue }, state().waiting)
    },
  })
  const { load } = database
  if (load === undefined) return
  new Gauge({
    name: 'bulkhead_database_connections',
    help: 'Connections of the pool, and transactions, by state: in_use, waiting for one, limit.',
    labelNames: ['state'],
    registers,
    collect() {
      const { inUse, waiting, limit } = load()
      this.set({ state: 'in_use' }, inUse)
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'limit' }, limit)
    },
  })
}
