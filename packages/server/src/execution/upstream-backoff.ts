import { BulkheadError } from '@bulkhead/contract/errors'
import type { Operation } from '@bulkhead/engine'
import type { RateLimit } from '@bulkhead/engine/read'
import type { ProcessNotices } from '#access/limits/process-notices'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { createCache } from '#platform/cache/create-cache'
import { secondsText } from '#platform/seconds-text'

const REMEMBERED = 20_000

/** Channel on which a process tells the others about a pause that a service asked for. */
export const HOLD_CHANNEL = 'bulkhead_holds'
/** Milliseconds by which a pause must exceed the known one for the other processes to be notified. */
const LEAST_NEWS_MS = 1_000

/** A pause that a service asked for. */
export interface Hold {
  readonly connector_id: string
  /** Name of the operation. Empty for all operations. */
  readonly name: string
  /** Remaining milliseconds. A time would not do, because the clocks of processes differ. */
  readonly forMs: number
}

/** Pauses that services asked for, by connector. Each process shares those that it learns of. */
export interface UpstreamBackoff {
  /**
   * Rejects a call during a pause. The service would reject it too, and might count it against the account.
   *
   * @throws BulkheadError `upstream_rate_limited`
   */
  assertNotLimited(connector_id: string, operation: Operation): void
  /** Starts a pause for as long as a response asked. */
  hold(connector_id: string, operation: Operation, limit: RateLimit): void
}

/**
 * Creates the store of pauses. Changing a connector ends its pauses, since its new credentials have limits of their
 * own.
 *
 * @param notices Sends pauses to the other processes and receives theirs.
 */
export function createUpstreamBackoff(
  revocations: Pick<RevocationFeed, 'onRevocation'>,
  notices: Pick<ProcessNotices<Hold>, 'send' | 'onNotice'>,
  now: () => number = Date.now,
): UpstreamBackoff {
  /** Connector → operation (empty for all) → end of the pause. */
  const held = createCache<Map<string, number>>({
    name: 'upstream_backoff',
    key: 'connector',
    max: REMEMBERED,
    invalidatedBy: 'the time that the service named; a revocation of the connector',
  })
  revocations.onRevocation(({ kind, subject_id }) => {
    if (kind === 'connector') held.delete(subject_id)
  })

  /** Sets the end of a pause. @returns Milliseconds by which it exceeds the known pause. */
  function hold(connector_id: string, name: string, until: number): number {
    const holds = held.get(connector_id) ?? new Map<string, number>()
    const known = holds.get(name) ?? 0
    for (const [other, end] of holds) if (end <= now()) holds.delete(other)
    held.set(connector_id, holds.set(name, until))
    return until - Math.max(known, now())
  }

  notices.onNotice(({ connector_id, name, forMs }) => {
    const known = held.get(connector_id)?.get(name) ?? 0
    hold(connector_id, name, Math.max(known, now() + forMs))
  })
  return {
    assertNotLimited(connector_id, operation) {
      const holds = held.get(connector_id)
      if (holds === undefined) return
      const until = Math.max(holds.get(ALL) ?? 0, holds.get(getName(operation)) ?? 0)
      const seconds = Math.ceil((until - now()) / 1000)
      if (seconds <= 0) return
      const message = `The service asked for a pause in this connector's calls for another ${secondsText(seconds)}, so none was sent.`
      throw new BulkheadError('upstream_rate_limited', message, { retryAfter: seconds })
    },
    hold(connector_id, operation, { holds, until }) {
      const name = holds === 'connector' ? ALL : getName(operation)
      const longerMs = hold(connector_id, name, until)
      if (longerMs >= LEAST_NEWS_MS) notices.send({ connector_id, name, forMs: until - now() })
    },
  }
}

const ALL = ''

function getName({ entity, action }: Operation): string {
  return `${entity} ${action}`
}
