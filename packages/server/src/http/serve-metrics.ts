import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { ToolCallRecorder } from '#tool-calls/record-tool-calls'
import { createRequestTally, type RequestTally } from './request-tally.ts'

/** Serves `/metrics` in Prometheus' text format. Whoever can reach the port can read it: keep it inside. */
export function serveMetrics(app: FastifyInstance, toolCalls: ToolCallRecorder): RequestTally {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  registerToolCalls(registry, toolCalls)
  const tally = createRequestTally(registry)
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  return tally
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
