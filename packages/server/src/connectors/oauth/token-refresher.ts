import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { Principal } from '#access/request/principal'
import { createTally } from '#platform/metrics/tally'
import { createSingleFlight } from '#platform/single-flight'
import type { ConnectionCache } from '../connections/connection-cache.ts'
import type { SealedConnector } from '../connections/load-connection.ts'
import { type ClaimingServices, claimRefresh, type Reason, type Seen } from './claim-refresh.ts'
import { failingStill, needsReauthentication } from './refresh-failure.ts'
import { type RenewingServices, renewTokens } from './renew-tokens.ts'

/** Keeps the tokens of connectors valid, even if many calls and processes need them at once. */
export interface TokenRefresher {
  /**
   * Returns the connection with a usable token: the same connection, without waiting, unless its token has expired.
   *
   * @param withinMs Milliseconds that the caller waits for new tokens.
   * @throws BulkheadError `needs_reauthentication`, or the reason why there are no new tokens.
   */
  usable(
    principal: Principal,
    connection: SealedConnector,
    withinMs: number,
  ): SealedConnector | Promise<SealedConnector>
  /**
   * Returns the connection with other tokens, after the service refused those of `connection`. Undefined if there are
   * no others.
   */
  renewed(
    principal: Principal,
    connection: SealedConnector,
    withinMs: number,
  ): Promise<SealedConnector | undefined>
  /** Renews tokens that are due, in the background. */
  renewDue(seen: Seen): Promise<void>
  /** Waits for renewals in progress: their tokens may be the only valid ones. */
  stop(): Promise<void>
}

/** Services that a refresher needs. */
export type RefresherServices = RenewingServices &
  ClaimingServices & { readonly connections: ConnectionCache }

/**
 * Milliseconds between checks whether another process has renewed the tokens. A revocation notice ends the wait
 * earlier.
 */
const LOOK_EVERY_MS = 250

const refreshes = createTally({
  name: 'bulkhead_token_refreshes_total',
  help: 'OAuth token renewals that this process requested from services, by outcome: renewed or failed.',
  labels: ['outcome'],
  most: 2,
})

/** Outcome of a renewal: other credentials are stored, or those in use are too recent to replace. */
type Outcome = 'moved' | 'young'

export function createTokenRefresher(
  services: RefresherServices,
  now: () => number = Date.now,
): TokenRefresher {
  const { connections, revocations } = services
  /** Renewals in progress in this process, by connector and by the tokens that they replace. */
  const flights = createSingleFlight<Outcome>()
  /** Emits the id of a connector when a revocation notice about it arrives. */
  const news = new EventEmitter().setMaxListeners(0)
  revocations.onRevocation(({ subject_id }) => void news.emit(subject_id))

  async function renew(seen: Seen, reason: Reason): Promise<Outcome> {
    for (;;) {
      const claimed = await claimRefresh(services, seen, reason)
      if (claimed.state === 'moved' || claimed.state === 'young') return claimed.state
      if (claimed.state === 'failing') throw failingStill(claimed.failure, claimed.seconds)
      if (claimed.state === 'claimed') {
        const isRenewed = await renewTokens(services, claimed.claim).catch((error: unknown) => {
          refreshes.add(['failed'])
          throw error
        })
        refreshes.add([isRenewed ? 'renewed' : 'failed'])
        if (isRenewed) return 'moved'
        // The next claim shows what has overtaken this one.
      } else await untilHeard(seen.connector_id)
    }
  }

  async function untilHeard(connector_id: string): Promise<void> {
    const waking = new AbortController()
    const wake = () => waking.abort()
    news.once(connector_id, wake)
    // The random factor keeps processes from checking at the same time.
    const pauseMs = LOOK_EVERY_MS * (0.5 + Math.random())
    await sleep(pauseMs, undefined, { signal: waking.signal, ref: false }).catch(() => {})
    news.off(connector_id, wake)
  }

  function flight(seen: Seen, reason: Reason): Promise<Outcome> {
    return flights.run(`${seen.connector_id} ${seen.generation}`, () => renew(seen, reason))
  }

  async function replaced(
    principal: Principal,
    connection: SealedConnector,
    generation: number,
    reason: Reason,
    withinMs: number,
  ): Promise<SealedConnector | undefined> {
    const { connector_id } = connection
    // If another call has renewed the tokens in the meantime, they are in the cache.
    const latest = await connections.load(principal, connector_id)
    if (latest.generation !== generation) return assertRenewable(latest)
    const outcome = await inTime(flight({ ...connection, generation }, reason), withinMs)
    if (outcome === 'young') return undefined
    const again = await connections.load(principal, connector_id)
    if (again.generation !== generation) return assertRenewable(again)
    connections.forget(connector_id)
    return assertRenewable(await connections.load(principal, connector_id))
  }

  return {
    usable(principal, connection, withinMs) {
      const { generation, usable_until } = assertRenewable(connection)
      if (generation === null || usable_until === null || usable_until.getTime() > now()) return connection
      return replaced(principal, connection, generation, 'due', withinMs).then((found) => found ?? connection)
    },
    async renewed(principal, connection, withinMs) {
      const { generation } = connection
      return generation === null
        ? undefined
        : replaced(principal, connection, generation, 'refused', withinMs)
    },
    async renewDue(seen) {
      await flight(seen, 'due')
    },
    stop: () => flights.settled(),
  }
}

/** @throws BulkheadError `needs_reauthentication` */
function assertRenewable(connection: SealedConnector): SealedConnector {
  if (connection.status === 'needs_reauthentication') throw needsReauthentication(connection.failure)
  return connection
}

/** @throws BulkheadError `upstream_timeout` if the caller's time is up. The renewal continues. */
async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const message = 'New tokens did not arrive in time. Nothing was sent to the API.'
  const timer = setTimeout(
    () => late.reject(new BulkheadError('upstream_timeout', message)),
    Math.max(0, withinMs),
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
