import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import type { Engine } from '@bulkhead/testing/engines'
import { startTestServer, until } from '@bulkhead/testing/test-server'
import { startWebhookReceiver, type WebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'

const LIVE = 9
const ENDPOINTS = '/api/v1/webhook-endpoints'

/** Milliseconds from the record of an event to its arrival. */
interface Delays {
  readonly deliveries: number
  readonly median: number
  readonly p99: number
}

/** Delivery delays at nine endpoints, next to a tenth that works or that never responds. */
export interface DeadEndpoint {
  readonly allAlive: Delays
  readonly oneDead: Delays
  /** Number of connections to the dead endpoint without a response. */
  readonly unanswered: number
  readonly faults: readonly string[]
}

/** Sends the same number of events to ten endpoints of one organization, with and without a dead one among them. */
export async function proveDeadEndpoint(
  engine: Engine,
  { changes }: { readonly changes: number },
): Promise<DeadEndpoint> {
  const testServer = await startTestServer(engine)
  const live = await Promise.all(Array.from({ length: LIVE }, startWebhookReceiver))
  const tenth = await startWebhookReceiver()
  const dead = await startSilentListener()
  try {
    const measure = async (other: string) => {
      for (const { received } of live) received.length = 0
      const tenant = await testServer.createTenant('Acme')
      for (const url of [...live.map(({ url }) => url), other])
        await testServer.call('POST', ENDPOINTS, { token: tenant.token, body: { url } })
      for (let at = 0; at < changes; at += 1) await testServer.mint(tenant, `customer-${at}`)
      await until(() => live.every(({ received }) => received.length >= changes), 300_000)
      return toDelays(live)
    }
    const allAlive = await measure(tenth.url)
    const oneDead = await measure(dead.url)
    // Its turn may come after the others have received everything.
    await until(() => dead.sockets.size > 0, 30_000).catch(() => {})
    const faults = dead.sockets.size === 0 ? ['nothing was sent to the dead endpoint'] : []
    return { allAlive, oneDead, unanswered: dead.sockets.size, faults }
  } finally {
    await testServer.close()
    await Promise.all([...live, tenth].map((receiver) => receiver.close()))
    dead.close()
  }
}

function toDelays(receivers: readonly WebhookReceiver[]): Delays {
  const waits = receivers
    .flatMap(({ received }) => received.map(({ atMs, event }) => atMs - Date.parse(event.timestamp)))
    .toSorted((a, b) => a - b)
  const at = (share: number) => waits[Math.floor((waits.length - 1) * share)] ?? Number.NaN
  return { deliveries: waits.length, median: at(0.5), p99: at(0.99) }
}

/** Accepts connections and never responds. */
async function startSilentListener() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    sockets,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
