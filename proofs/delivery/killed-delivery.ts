import { setTimeout as sleep } from 'node:timers/promises'
import { withAdmin } from '@bulkhead/testing/admin-query'
import { type Caller, connectCaller, PROOF_CLIENT_SETTINGS } from '@bulkhead/testing/caller'
import type { Engine } from '@bulkhead/testing/engines'
import { type Random, seededRandom } from '@bulkhead/testing/random'
import { TEST_CONNECTORS } from '@bulkhead/testing/scripted-upstream'
import { type ServerProcess, superviseServerProcess } from '@bulkhead/testing/server-process'
import { until } from '@bulkhead/testing/test-server'
import { type Received, startWebhookReceiver } from '@bulkhead/testing/upstreams/webhook-receiver'

const CONNECTORS = '/api/v1/integrations/connectors'
const ENDPOINTS = '/api/v1/webhook-endpoints'
const WORKERS = 4

/** Webhook events by the audit event of the same change. */
const TOLD_OF: Readonly<Record<string, string>> = {
  'workspace.created': 'workspace.created',
  'connector.created': 'connector.created',
  'connector.updated': 'connector.reconnected',
  'connector.deleted': 'connector.deleted',
}

/** Effects of many kills on deliveries. */
export interface KilledDelivery {
  readonly kills: number
  /** Number of committed changes, from the audit records. */
  readonly changes: number
  readonly requests: number
  /** Number of requests that repeated an event. */
  readonly repeated: number
  readonly faults: readonly string[]
}

/**
 * Kills servers (SIGKILL) at random moments while they make changes and deliver events, and compares the delivered
 * events with the committed changes. On Postgres there are two servers, of which one is killed at a time.
 */
export async function proveKilledDelivery(
  engine: Engine,
  { kills, seed }: { readonly kills: number; readonly seed: number },
  progress: (line: string) => void = () => {},
): Promise<KilledDelivery> {
  const random = seededRandom(seed)
  const store = await engine.createStore()
  const settings = {
    ...store.environment,
    ...PROOF_CLIENT_SETTINGS,
    BULKHEAD_CONNECTORS_DIR: TEST_CONNECTORS,
  }
  const receiver = await startWebhookReceiver()
  receiver.answer = (response) => {
    setTimeout(() => response.writeHead(204).end(), random.between(0, 30))
  }
  const servers: ServerProcess[] = []
  try {
    for (let at = 0; at < (engine.name === 'postgres' ? 2 : 1); at += 1)
      servers.push(await superviseServerProcess(settings))
    const own = await connectCaller(await (servers[0] as ServerProcess).ready)
    const { body: endpoint } = await own.call('POST', ENDPOINTS, { url: receiver.url })
    const stop = new AbortController()
    const load = Promise.all(
      Array.from({ length: WORKERS }, (_, worker) => makeChanges(servers, random, worker, stop.signal)),
    )
    for (let kill = 1; kill <= kills; kill += 1) {
      const arrived = receiver.received.length
      // Waits until deliveries are in progress.
      await until(() => receiver.received.length > arrived, 120_000)
      await sleep(random.between(0, 300))
      const at = random.between(0, servers.length - 1)
      await servers[at]?.end('SIGKILL')
      servers[at] = await superviseServerProcess(settings)
      if (kill % 10 === 0) progress(`${kill} kills, ${receiver.received.length} requests arrived`)
    }
    stop.abort()
    await load
    const last = await connectCaller(await (servers[0] as ServerProcess).ready)
    await untilQuiet(last, endpoint.id, receiver.received)
    await Promise.all(servers.map((server) => server.end('SIGTERM')))
    const committed = await withAdmin(store, (query) =>
      query(`select event, subject_id::text as subject from bulkhead.audit_records where outcome = 'done'`),
    )
    const left = await withAdmin(store, (query) =>
      query(`select (select count(*) from bulkhead.events)::int as events,
        (select count(*) from bulkhead.webhook_deliveries where state = 'pending')::int as pending`),
    )
    const { events = 0, pending = 0 } = left[0] as { events?: number; pending?: number }
    const changes = committed.filter(({ event }) => TOLD_OF[String(event)] !== undefined)
    const faults = [
      ...(events + pending > 0 ? [`${events} events and ${pending} deliveries are left`] : []),
      ...compare(changes as { event: string; subject: string }[], receiver.received),
    ]
    const distinct = new Set(receiver.received.map(({ event }) => event.id)).size
    const requests = receiver.received.length
    return { kills, changes: changes.length, requests, repeated: requests - distinct, faults }
  } finally {
    await Promise.all(servers.map((server) => server.end('SIGKILL').catch(() => {})))
    await receiver.close()
    store.remove()
  }
}

/** Creates workspaces and connectors, changes their credentials and deletes some, on any running server. */
async function makeChanges(
  servers: readonly ServerProcess[],
  random: Random,
  worker: number,
  stop: AbortSignal,
): Promise<void> {
  for (let turn = 0; !stop.aborted; turn += 1) {
    try {
      const caller = await connectCaller(await random.of(servers).ready)
      const name = `customer-${worker}-${turn}`
      const minted = await caller.call('POST', '/api/v1/account/applications/scoped-token', {
        workspace_name: name,
      })
      const { token } = minted.body
      const { body } = await caller.call('POST', CONNECTORS, newConnector(0), token)
      const path = `${CONNECTORS}/${body.id}`
      for (let change = random.between(1, 4); change > 0; change -= 1)
        await caller.call('PUT', path, { credentials: { token: `secret-${change}` } }, token)
      if (random.fraction() < 0.5) await caller.call('DELETE', path, undefined, token)
    } catch {
      // The server was killed during the change. The audit records show whether the change was committed.
      await sleep(50)
    }
  }
}

function newConnector(number: number): object {
  return {
    connector_type: 'probe',
    credentials: { token: `secret-${number}` },
    environment: { base_url: 'http://127.0.0.1:9' },
  }
}

/** Waits until no delivery is pending and none arrives. */
async function untilQuiet(caller: Caller, endpoint: string, received: readonly Received[]): Promise<void> {
  const path = `${ENDPOINTS}/${endpoint}/deliveries?state=pending&limit=1`
  let quiet = 0
  let arrived = -1
  await until(async () => {
    await sleep(500)
    const { body } = await caller.call('GET', path)
    quiet = body.data.length === 0 && received.length === arrived ? quiet + 1 : 0
    arrived = received.length
    return quiet >= 6
  }, 600_000)
}

/** Returns the differences between delivered events and committed changes, each as a sentence. */
export function compare(
  changes: readonly { readonly event: string; readonly subject: string }[],
  received: readonly Received[],
): string[] {
  const firsts = [...new Map(received.toReversed().map((one) => [one.event.id, one])).values()].reverse()
  const toText = (type: string, subject: string) => `${type} of ${subject}`
  const told = count(
    firsts.map(({ event: { type, data } }) => toText(type, data.connector_id ?? data.workspace_id)),
  )
  const done = count(changes.map(({ event, subject }) => toText(TOLD_OF[event] ?? event, subject)))
  const faults = [...new Set([...told.keys(), ...done.keys()])]
    .filter((text) => told.get(text) !== done.get(text))
    .map((text) => `${text}: committed ${done.get(text) ?? 0} times, told of ${told.get(text) ?? 0} times`)
  // The first arrival of each event counts: repetitions come later.
  const inOrderOfArrival = [...new Map(received.map(({ event }) => [event.id, event])).values()]
  const lastOf = new Map<string, number>()
  for (const { type, sequence, data } of inOrderOfArrival) {
    const subject = data.connector_id ?? data.workspace_id
    const last = lastOf.get(subject) ?? 0
    if (sequence < last) faults.push(`${type} of ${subject}: ${sequence} arrived after ${last}`)
    lastOf.set(subject, Math.max(last, sequence))
  }
  const sequences = inOrderOfArrival.map(({ sequence }) => sequence).toSorted((a, b) => a - b)
  const gap = sequences.findIndex((sequence, at) => sequence !== at + 1)
  if (gap >= 0) faults.push(`the numbers are not 1 to ${sequences.length}: ${sequences[gap]} follows ${gap}`)
  return faults
}

function count(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}
