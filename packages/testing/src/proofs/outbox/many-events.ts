import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '#engines'
import { startServerProcess } from '#server-process'
import { until } from '#test-server'
import { withAdmin } from '../parts/admin-query.ts'
import { connectCaller, PROOF_CLIENT_SETTINGS } from '../parts/caller.ts'

const ENDPOINTS = '/api/v1/webhook-endpoints'
const CONNECTORS = 1_000

/** Durations for many events. */
export interface ManyEvents {
  readonly events: number
  readonly seconds: number
  readonly perSecond: number
  /** Size of the deliveries with their indexes, once all are delivered and once they have expired. */
  readonly deliveredMiB: number
  readonly rowsLeft: number
  readonly purgeSeconds: number
  readonly faults: readonly string[]
}

/** Delivers many events to one endpoint, then makes them expire. */
export async function proveManyEvents(
  engine: Engine,
  { events }: { readonly events: number },
  progress: (line: string) => void = () => {},
): Promise<ManyEvents> {
  const store = await engine.createStore()
  const settings = { ...store.environment, ...PROOF_CLIENT_SETTINGS }
  let arrived = 0
  const receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      arrived += 1
      response.writeHead(204).end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
  let server = startServerProcess(settings)
  try {
    const caller = await connectCaller(await server.ready)
    await caller.call('POST', ENDPOINTS, { url })
    await server.end('SIGTERM')
    await withAdmin(store, (query) =>
      query(`insert into bulkhead.events (organization_id, event_id, type, workspace_id, connector_id, data)
        select e.organization_id, gen_random_uuid(), 'connector.reconnected', gen_random_uuid(),
          ('00000000-0000-4000-8000-' || lpad((i % ${CONNECTORS})::text, 12, '0'))::uuid,
          '{"workspace_name": "customer", "connector_name": "GitHub - customer"}'
        from bulkhead.webhook_endpoints e, generate_series(1, ${events}) i`),
    )
    server = startServerProcess(settings)
    await server.ready
    const began = performance.now()
    let saidAt = began
    await until(async () => {
      await sleep(500)
      if (performance.now() - saidAt > 30_000) {
        saidAt = performance.now()
        progress(`${arrived} of ${events} delivered`)
      }
      return arrived >= events
    }, 3_600_000)
    const seconds = (performance.now() - began) / 1000
    // The last results are recorded a moment later.
    await sleep(3_000)
    await server.end('SIGTERM')
    const [before] = await withAdmin(store, async (query) => {
      const rows = await query(`select
        (select count(*) from bulkhead.events)::int as waiting,
        (select count(*) from bulkhead.webhook_deliveries where state <> 'delivered')::int as others,
        pg_total_relation_size('bulkhead.webhook_deliveries')::float8 as bytes`)
      await query(`update bulkhead.webhook_deliveries set finished_at = now() - interval '8 days'`)
      return rows
    })
    server = startServerProcess(settings)
    await server.ready
    const purging = performance.now()
    const rowsLeft = await untilPurged(purging)
    const purgeSeconds = (performance.now() - purging) / 1000
    const faults = [
      ...(before?.waiting !== 0 ? [`${before?.waiting} events were not given out`] : []),
      ...(before?.others !== 0 ? [`${before?.others} deliveries are not delivered`] : []),
      ...(rowsLeft !== 0 ? [`${rowsLeft} rows are left after they expired`] : []),
    ]
    return {
      events,
      seconds: Math.round(seconds),
      perSecond: Math.round(events / seconds),
      deliveredMiB: Math.round(Number(before?.bytes) / 1_048_576),
      rowsLeft,
      purgeSeconds: Math.round(purgeSeconds),
      faults,
    }
  } finally {
    await server.end('SIGKILL').catch(() => {})
    receiver.closeAllConnections()
    receiver.close()
    store.remove()
  }

  /**
   * Waits until expired deliveries are deleted. An embedded database allows only one process, so it is inspected
   * between two runs of the server.
   */
  async function untilPurged(since: number): Promise<number> {
    const count = async () => {
      const [row] = await withAdmin(store, (query) =>
        query('select count(*)::int as rows from bulkhead.webhook_deliveries'),
      )
      return Number(row?.rows)
    }
    if (store.postgres !== undefined) {
      await until(async () => {
        await sleep(1_000)
        return (await count()) === 0
      }, 1_800_000).catch(() => {})
      return count()
    }
    let left = -1
    while (left !== 0 && performance.now() - since < 1_800_000) {
      await sleep(60_000)
      await server.end('SIGTERM')
      left = await count()
      server = startServerProcess(settings)
      await server.ready
    }
    return left
  }
}
