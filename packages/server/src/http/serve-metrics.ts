import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Counts and times requests. Labels are operations and statuses: nothing of a tenant is ever one. */
export interface Metrics {
  observe(operation: string, status: number, seconds: number): void
}

/** Serves `/metrics` in Prometheus' text format. Whoever can reach the port can read it: keep it inside. */
export function serveMetrics(app: FastifyInstance): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'bulkhead_requests_total',
    help: 'Requests answered, by operation and status.',
    labelNames: ['operation', 'status'],
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'bulkhead_request_duration_seconds',
    help: 'Time to answer a request, the third party included.',
    labelNames: ['operation'],
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 60],
    registers: [registry],
  })
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  // To look a child up by its labels costs more than to count.
  const counters = new Map<string, Counter.Internal>()
  const timers = new Map<string, Histogram.Internal<'operation'>>()
  return {
    observe(operation, status, seconds) {
      const key = `${operation} ${status}`
      const counter = counters.get(key) ?? requests.labels({ operation, status })
      counters.set(key, counter)
      counter.inc()
      const timer = timers.get(operation) ?? durations.labels({ operation })
      timers.set(operation, timer)
      timer.observe(seconds)
    },
  }
}
