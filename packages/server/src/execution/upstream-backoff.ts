import { BulkheadError } from '@bulkhead/contract/errors'
import type { Operation } from '@bulkhead/engine'
import type { RateLimit } from '@bulkhead/engine/read'
import { createCache } from '#platform/cache/create-cache'
import { secondsText } from '#platform/seconds-text'
import type { RevocationFeed } from '#tokens/revocation/revocation-feed'

const REMEMBERED = 20_000

/** Connectors whose third party wants no more calls for a while, as far as this process was told. */
export interface UpstreamBackoff {
  /**
   * Refuses a call that the service would refuse: it might count against the account.
   *
   * @throws BulkheadError `upstream_rate_limited`
   */
  assertNotLimited(connector_id: string, operation: Operation): void
  /** Holds back further calls for as long as a response asked. */
  hold(connector_id: string, operation: Operation, limit: RateLimit): void
}

/** A connector that is changed starts anew: its other credentials have limits of their own. */
export function createUpstreamBackoff(
  revocations: Pick<RevocationFeed, 'onRevocation'>,
  now: () => number = Date.now,
): UpstreamBackoff {
  /** Connector → operation, or all of them, → until when. */
  const held = createCache<Map<string, number>>({
    name: 'upstream_backoff',
    key: 'connector',
    max: REMEMBERED,
    invalidatedBy: 'the time that the service named; a revocation of the connector',
  })
  revocations.onRevocation(({ kind, subject_id }) => {
    if (kind === 'connector') held.delete(subject_id)
  })
  return {
    assertNotLimited(connector_id, operation) {
      const holds = held.get(connector_id)
      if (holds === undefined) return
      const until = Math.max(holds.get(ALL) ?? 0, holds.get(getName(operation)) ?? 0)
      const seconds = Math.ceil((until - now()) / 1000)
      if (seconds <= 0) return
      const message = `The service asked for no more calls of this connector for another ${secondsText(seconds)}, so none was sent.`
      throw new BulkheadError('upstream_rate_limited', message, { retryAfter: seconds })
    },
    hold(connector_id, operation, limit) {
      const holds = held.get(connector_id) ?? new Map<string, number>()
      for (const [name, until] of holds) if (until <= now()) holds.delete(name)
      held.set(connector_id, holds.set(limit.holds === 'connector' ? ALL : getName(operation), limit.until))
    },
  }
}

const ALL = ''

function getName({ entity, action }: Operation): string {
  return `${entity} ${action}`
}
