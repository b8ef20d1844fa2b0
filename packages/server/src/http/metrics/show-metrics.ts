import type { Metric, Registry } from 'prom-client'
import type { DurationsState } from '#platform/metrics/durations'
import { durationsStates } from '#platform/metrics/durations'
import { type TallyState, tallyStates } from '#platform/metrics/tally'

/** Part of a metric that the registry reads. */
interface Readable {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly values: () => readonly { readonly value: number }[]
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
