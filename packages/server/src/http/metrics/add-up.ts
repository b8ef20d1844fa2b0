import { AggregatorRegistry, type MetricObjectWithValues, type MetricValue, type Registry } from 'prom-client'

/** A metric of one process, as JSON. */
export type MetricValues = Omit<MetricObjectWithValues<MetricValue<string>>, 'type'> & {
  /** The library's type is numeric, but its values are names. */
  readonly type: unknown
}

/** Combines the metrics of several processes in one registry. Each metric states how; most are summed. */
export function addUp(processes: readonly (readonly MetricValues[])[]): Registry {
  return AggregatorRegistry.aggregate([...processes])
}
