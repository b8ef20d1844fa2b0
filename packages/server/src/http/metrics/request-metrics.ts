import type { Registry } from 'prom-client'
import { type Buckets, count, emptyBuckets } from '#platform/metrics/durations'
import { register, toBuckets } from './show-metrics.ts'

/** Seconds, each a bound of the buckets. */
const BOUNDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

/** Counters of an operation. */
interface Counted extends Buckets {
  readonly statuses: Map<number, number>
}

/** Counts and times requests. Labels are operations and statuses: nothing of a tenant is ever one. */
export interface RequestMetrics {
  observe(operation: string, status: number, seconds: number): void
}

/**
 * Counts requests and gives the counts to a registry when it is asked for them. To have the library's own metrics count
 * each request costs as much as a tenth of all else of it: they look a child up by its labels, as text.
 */
export function createRequestMetrics(registry: Registry): RequestMetrics {
  const metrics = new Map<string, Counted>()

  function countsByStatus() {
    return [...metrics].flatMap(([operation, { statuses }]) =>
      [...statuses].map(([status, value]) => ({ value, labels: { operation, status } })),
    )
  }

  register(registry, {
    name: 'bulkhead_requests_total',
    help: 'Requests answered, by operation and status.',
    type: 'counter',
    values: countsByStatus,
  })
  const name = 'bulkhead_request_duration_seconds'
  register(registry, {
    name,
    help: 'Time to answer a request, the third party included.',
    type: 'histogram',
    values: () => toBuckets({ name, label: 'operation', bounds: BOUNDS, counted: metrics }),
  })
  return {
    observe(operation, status, seconds) {
      let counted = metrics.get(operation)
      if (counted === undefined) {
        counted = { statuses: new Map(), ...emptyBuckets(BOUNDS) }
        metrics.set(operation, counted)
      }
      counted.statuses.set(status, (counted.statuses.get(status) ?? 0) + 1)
      count(counted, BOUNDS, seconds)
    },
  }
}
