import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client'

/** A metric of one process, as JSON. */
export type MetricValues = Omit<MetricObjectWithValues<MetricValue<string>>, 'type'> & {
  /** The library's type has numbers, and its values are names. */
  readonly type: unknown
}

/** Makes one page of the metrics of several processes. Each metric says how: most are sums. */
export function addUp(processes: readonly (readonly MetricValues[])[]): Registry {
  return AggregatorRegistry.aggregate([...processes])
}
