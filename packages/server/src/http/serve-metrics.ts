import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { createRequestTally, type RequestTally } from './request-tally.ts'

/** Serves `/metrics` in Prometheus' text format. Whoever can reach the port can read it: keep it inside. */
export function serveMetrics(app: FastifyInstance): RequestTally {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const tally = createRequestTally(registry)
  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
  return tally
}
