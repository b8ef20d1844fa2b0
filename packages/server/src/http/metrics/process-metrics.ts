import { Gauge, type Registry } from 'prom-client'
import type { FairQueue } from '#execution/fair-queue'
import type { Services } from '#operations/services'

export type MeasuredServices = Pick<
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

/**
 * Registers the metrics that are read from this process at each request of the page: queues, connections, revocations
 * and work in progress.
 */
export function registerProcess(registry: Registry, services: MeasuredServices): void {
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
    help: 'Time since what was revoked elsewhere was last read; from 1 s on, rights are looked up in the database.',
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
    help: 'Slots, or bytes of responses, that calls have.',
    labelNames: ['queue'],
    registers,
    collect() {
      for (const [queue, { state }] of queues) this.set({ queue }, state().inUse)
    },
  })
  new Gauge({
    name: 'bulkhead_queue_limit',
    help: 'Slots, or bytes of responses, that there are.',
    labelNames: ['queue'],
    registers,
    collect() {
      for (const [queue, { state }] of queues) this.set({ queue }, state().limit)
    },
  })
  new Gauge({
    name: 'bulkhead_queue_waiting',
    help: 'Calls that wait for their turn.',
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
