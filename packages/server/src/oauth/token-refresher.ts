import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { ConnectionCache } from '#connections/connection-cache'
import type { SealedConnector } from '#connections/load-connection'
import { createTally } from '#platform/metrics/tally'
import { createSingleFlight } from '#platform/single-flight'
import type { Principal } from '#request/principal'
import { type ClaimingServices, claimRefresh, type Reason, type Seen } from './claim-refresh.ts'
import { failingStill, needsReauthentication } from './refresh-failure.ts'
import { type RenewingServices, renewTokens } from './renew-tokens.ts'

/** Keeps the tokens of connectors good, however many calls and processes want them at once. */
export interface TokenRefresher {
  /**
   * The connection with a token that can be used: the same one, without waiting, unless its token ran out.
   *
   * @param withinMs How long the caller waits for new tokens.
   * @throws BulkheadError `needs_reauthentication`, or why there are no new tokens.
   */
  usable(
    principal: Principal,
    connection: SealedConnector,
    withinMs: number,
  ): SealedConnector | Promise<SealedConnector>
  /**
   * The connection with other tokens, after the service refused those of `connection`; undefined when there are no
   * others to be had.
   */
  renewed(
    principal: Principal,
    connection: SealedConnector,
    withinMs: number,
  ): Promise<SealedConnector | undefined>
  /** Renews tokens that are due, for nobody in particular. */
  renewDue(seen: Seen): Promise<void>
  /** Waits for renewals in progress: their tokens may be the last there are. */
  stop(): Promise<void>
}

/** Services of a refresher. */
export type RefresherServices = RenewingServices &
  ClaimingServices & { readonly connections: ConnectionCache }

/** A renewal by another process is looked for so often; a revocation tells of it sooner. */
const LOOK_EVERY_MS = 250

const refreshes = createTally({
  name: 'bulkhead_token_refreshes_total',
  help: 'Renewals of OAuth tokens that this process asked services for, by outcome: renewed or failed.',
  labels: ['outcome'],
  most: 2,
})

/** Outcome of a renewal: other tokens are stored, or those in use are too recent to replace. */
type Outcome = 'moved' | 'young'

export function createTokenRefresher(
  services: RefresherServices,
  now: () => number = Date.now,
): TokenRefresher {
  const { connections, revocations } = services
  /** Renewals in this process, by connector and the tokens that they set out from. */
  const flights = createSingleFlight<Outcome>()
  /** Tells those who wait to hear of a connector; the event is its id. */
  const news = new EventEmitter().setMaxListeners(0)
  revocations.onRevocation(({ subject_id }) => void news.emit(subject_id))

  async function renew(seen: Seen, reason: Reason): Promise<Outcome> {
    for (;;) {
      const claimed = await claimRefresh(services, seen, reason)
      if (claimed.state === 'moved' || claimed.state === 'young') return claimed.state
      if (claimed.state === 'failing') throw failingStill(claimed.failure, claimed.seconds)
      if (claimed.state === 'claimed') {
        await renewTokens(services, claimed.claim).catch((error: unknown) => {
          refreshes.add(['failed'])
          throw error
        })
        refreshes.add(['renewed'])
        return 'moved'
      }
      await untilHeard(seen.connector_id)
    }
  }

  async function untilHeard(connector_id: string): Promise<void> {
    const waking = new AbortController()
    const wake = () => waking.abort()
    news.once(connector_id, wake)
    // Not all processes at once.
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
    // From memory, when somebody else has seen to it meanwhile.
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

/** @throws BulkheadError `upstream_timeout` when the caller's time is up; the renewal goes on. */
async function inTime<T>(work: Promise<T>, withinMs: number): Promise<T> {
  const late = Promise.withResolvers<never>()
  const message = 'New tokens were not there in time. Nothing was sent to the API.'
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
