import { setTimeout as sleep } from 'node:timers/promises'
import { type DeliveryTry, FAILURES } from '@bulkhead/contract/webhooks'
import type { Sender } from '@bulkhead/engine'
import { EngineError, isEngineError } from '@bulkhead/engine/errors'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Keyring } from '#platform/vault/keyring'
import {
  type EndpointLease,
  extendLease,
  isUnchanged,
  LEASE_SECONDS,
  releaseEndpoint,
} from './endpoint-lease.ts'
import { type DueDelivery, type DueOfEndpoint, loadDue } from './load-due.ts'
import { failPending, recordTries, type Tried } from './record-tries.ts'
import { signWebhook } from './sign-webhook.ts'

/** Timeout from sending to the end of the response. */
const TIMEOUT_MS = 10_000
/** Limit of the response body. Only the status counts. */
const MAX_BODY_BYTES = 64 * 1024

interface Dependencies {
  readonly database: Database
  readonly keyring: Keyring
  readonly sender: Sender
  readonly log: Log
}

/** Concurrent requests to one endpoint, each about another subject. */
const AT_ONCE = 8
/** Maximum number of endpoints to which this process sends at a time, in total and for one organization. */
const MOST_ENDPOINTS = 100
const MOST_OF_ORGANIZATION = 10
/** Time after which an endpoint with more deliveries must wait behind the other endpoints. */
const TURN_MS = 5_000
/** Interval at which attempts are recorded together. */
const RECORD_EVERY_MS = 250
/** Interval at which it is checked that the endpoint was not disabled and has the same URL and secret. */
const CHECK_EVERY_MS = 250
const RECORD_AT_ONCE = 100

/** Sender of deliveries to the endpoints that this process has leased. */
export interface WebhookSender {
  /** Returns the number of further endpoints that can be leased. */
  free(): number
  /** Returns the organizations from which it takes no more endpoints. */
  full(): readonly string[]
  /** Sends the due deliveries of an endpoint in the background. */
  take(lease: EndpointLease): void
  /** Aborts requests in progress, which are sent again later, and releases the leases. */
  stop(): Promise<void>
}

export function createWebhookSender(services: Dependencies, turnMs = TURN_MS): WebhookSender {
  const { database, log } = services
  const stopping = new AbortController()
  const running = new Map<EndpointLease, Promise<void>>()

  async function run(lease: EndpointLease): Promise<void> {
    try {
      const pauseMs = await sendDue(services, lease, turnMs, stopping.signal)
      await releaseEndpoint(database, lease, pauseMs)
    } catch (error) {
      // The lease expires by itself.
      log.error(
        { err: error, endpoint_id: lease.endpoint_id },
        'webhooks could not be sent and will be tried again',
      )
    } finally {
      running.delete(lease)
    }
  }

  return {
    free: () => (stopping.signal.aborted ? 0 : MOST_ENDPOINTS - running.size),
    full: () =>
      [...Map.groupBy(running.keys(), ({ organization_id }) => organization_id)]
        .filter(([, leases]) => leases.length >= MOST_OF_ORGANIZATION)
        .map(([organization]) => organization),
    take(lease) {
      running.set(lease, run(lease))
    },
    async stop() {
      stopping.abort()
      await Promise.all(running.values())
    },
  }
}

/**
 * Sends the due deliveries of an endpoint until none is left, one fails, or the endpoint's turn is over. @returns Pause
 * that the endpoint needs, in milliseconds.
 */
async function sendDue(
  services: Dependencies,
  lease: EndpointLease,
  turnMs: number,
  stopping: AbortSignal,
): Promise<number> {
  const endsAt = performance.now() + turnMs
  let state = { goesOn: true, pauseMs: 0 }
  while (state.goesOn && performance.now() < endsAt && !stopping.aborted) {
    const due = await loadDue(services, lease)
    if (due === undefined) break
    if (due === 'disabled') {
      if (await clearDisabled(services.database, lease)) continue
      break
    }
    if (due.subjects.length > 0) state = await sendWindow(services, lease, due, endsAt, stopping)
  }
  return state.pauseMs
}

/** Marks a chunk of the waiting deliveries of a disabled endpoint as failed. @returns Whether there may be more. */
function clearDisabled(
  database: Database,
  { organization_id: organization, endpoint_id }: EndpointLease,
): Promise<boolean> {
  return asPrincipal(
    database,
    { organization },
    'read write',
    async (tx) => (await failPending(tx, endpoint_id)) > 0,
  )
}

/**
 * Sends deliveries and records the attempts. Several subjects are sent concurrently, each in its order. After a
 * failure or the end of the turn, no further delivery is started.
 */
async function sendWindow(
  { database, sender }: Dependencies,
  lease: EndpointLease,
  due: DueOfEndpoint,
  endsAt: number,
  stopping: AbortSignal,
) {
  const ending = new AbortController()
  const signal = AbortSignal.any([ending.signal, stopping])
  const subjects = due.subjects.values()
  let tried: Tried[] = []
  let leasedUntil = performance.now() + LEASE_SECONDS * 1000
  let hasFailed = false
  let isOver = false
  let state = { goesOn: true, pauseMs: 0 }
  let failure: { readonly error: unknown } | undefined

  async function record(): Promise<void> {
    const taken = tried
    tried = []
    if (taken.length === 0) return
    state = await recordTries(database, lease, taken)
  }

  async function sendSubject(deliveries: readonly DueDelivery[]): Promise<void> {
    for (const delivery of deliveries) {
      // If the process was suspended for longer than its lease, another process sends now.
      if (hasFailed || isOver || signal.aborted || performance.now() > leasedUntil) return
      const result = await sendDelivery(sender, due, delivery, signal)
      if (result === undefined) return
      tried.push({ delivery, result })
      if (result.code !== null) hasFailed = true
      // Read after a delivery, so that each turn sends at least one.
      isOver ||= performance.now() >= endsAt
    }
  }

  async function keepLease(done: AbortSignal): Promise<void> {
    let recordedAt = performance.now()
    let extendedAt = recordedAt
    let checkedAt = recordedAt
    while (!done.aborted) {
      await sleep(RECORD_EVERY_MS / 5, undefined, { signal: done, ref: false }).catch(() => {})
      const now = performance.now()
      if (tried.length >= RECORD_AT_ONCE || (tried.length > 0 && now - recordedAt >= RECORD_EVERY_MS)) {
        recordedAt = now
        await record()
        if (!state.goesOn && !hasFailed) ending.abort()
      }
      if (now - checkedAt >= CHECK_EVERY_MS) {
        checkedAt = now
        if (!(await isUnchanged(database, lease, due))) ending.abort()
      }
      if (now - extendedAt < (LEASE_SECONDS * 1000) / 3) continue
      extendedAt = now
      if (!(await extendLease(database, lease, LEASE_SECONDS))) ending.abort()
      else leasedUntil = now + LEASE_SECONDS * 1000
    }
  }

  const done = new AbortController()
  const keeping = keepLease(done.signal).catch((error: unknown) => {
    failure = { error }
    ending.abort()
  })
  try {
    // All workers take from the same list.
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const deliveries of subjects) await sendSubject(deliveries)
      }),
    )
  } finally {
    done.abort()
    await keeping
  }
  if (failure !== undefined) throw failure.error
  await record()
  return ending.signal.aborted ? { goesOn: false, pauseMs: 0 } : state
}

/**
 * Sends a delivery once. The egress policy checks the address that is dialled. Redirects are not followed. A 2xx
 * response means that the event was delivered. Nothing else of the response is kept.
 *
 * @returns Undefined if `signal` aborted the request. Then it is unknown whether the event arrived.
 */
async function sendDelivery(
  sender: Sender,
  { url, secrets }: { readonly url: string; readonly secrets: readonly string[] },
  { event_id, payload }: Pick<DueDelivery, 'event_id' | 'payload'>,
  signal: AbortSignal,
): Promise<DeliveryTry | undefined> {
  const beganMs = Date.now()
  const began = performance.now()
  const done = (status: number | null, code: DeliveryTry['code']): DeliveryTry => ({
    at: new Date(beganMs).toISOString(),
    duration_ms: Math.round(performance.now() - began),
    status,
    code,
  })
  try {
    const { status } = await sender.send(
      {
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          ...signWebhook(secrets, event_id, payload, beganMs),
        },
        body: payload,
        effect: 'write',
        assertFollows: refuseRedirect,
      },
      { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES, signal },
    )
    return done(status, status >= 200 && status < 300 ? null : 'rejected')
  } catch (error) {
    if (signal.aborted) return undefined
    const code = isEngineError(error) ? error.code : 'internal'
    return done(null, code in FAILURES ? (code as DeliveryTry['code']) : 'internal')
  }
}

function refuseRedirect(): never {
  throw new EngineError('redirect_refused', 'Webhooks do not follow redirects.', { may_be_done: false })
}
