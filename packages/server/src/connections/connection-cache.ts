import { createCache } from '#platform/cache/create-cache'
import { isUuid } from '#platform/identifiers'
import { isReached } from '#request/authorize'
import type { Principal } from '#request/principal'
import type { Revocation } from '#tokens/revocation/revocation'
import type { RevocationFeed } from '#tokens/revocation/revocation-feed'
import { connectorNotFound } from './connector-rows.ts'
import type { SealedConnector } from './load-connection.ts'

const REMEMBERED = 10_000
/** An open data key lives no longer than this. */
const KEPT_MS = 60_000
/** Each is kept shorter than that by a part of this, so that what was read together is not read again together. */
const SPREAD_MS = 30_000

/** Connections as executions need them, read from the database once and then from memory while they hold. */
export interface ConnectionCache {
  /**
   * The connection of a connector within the principal's scope. From memory while the revocation feed is
   * fresh: each change of a connector or its workspace is announced there.
   *
   * @throws BulkheadError `connector_not_found`, `not_permitted`
   */
  load(principal: Principal, connector_id: string): Promise<SealedConnector>
  /** Has it read again, if a caller learned before the feed that it changed. */
  forget(connector_id: string): void
}

/** A read in progress. It may miss a revocation that happens during it. */
interface Reading {
  readonly missed: Set<string>
  /** The server that is read from was replaced. */
  isOutdated: boolean
}

/**
 * Keeps connections with their credentials sealed and their data key open, for half a minute to a minute. An entry
 * belongs to the scope it was read in: what a principal is given, the database gave to one of the same scope. Members
 * share a scope; of which workspaces they are was read for the request, and decides each time.
 *
 * @param fromDatabase Reads a connection within the principal's scope.
 */
export function createConnectionCache(
  revocations: Pick<RevocationFeed, 'isFresh' | 'onRevocation' | 'onReplaced'>,
  fromDatabase: ConnectionCache['load'],
): ConnectionCache {
  /** Connector → scope → connection. */
  const known = createCache<Map<string, SealedConnector>>({
    name: 'connections',
    key: 'connector',
    max: REMEMBERED,
    ttlMs: KEPT_MS,
    invalidatedBy: 'a revocation of the connector, its tokens or its workspace; another database server',
  })
  const readings = new Set<Reading>()

  revocations.onRevocation(({ kind, subject_id }: Revocation) => {
    for (const { missed } of readings) missed.add(subject_id)
    if (kind === 'connector' || kind === 'refresh') known.delete(subject_id)
    if (kind !== 'workspace') return
    for (const [connector_id, scopes] of known.entries()) {
      if ([...scopes.values()].some(({ workspace_id }) => workspace_id === subject_id))
        known.delete(connector_id)
    }
  })

  revocations.onReplaced(() => {
    for (const reading of readings) reading.isOutdated = true
    known.clear()
  })

  async function read(principal: Principal, connector_id: string, scope: string): Promise<SealedConnector> {
    const reading: Reading = { missed: new Set(), isOutdated: false }
    readings.add(reading)
    try {
      const connection = await fromDatabase(principal, connector_id)
      const { missed } = reading
      // An inactive workspace is read each time, so that activating it need not be announced.
      const holds =
        connection.workspace_status === 'active' &&
        !reading.isOutdated &&
        !missed.has(connection.connector_id) &&
        !missed.has(connection.workspace_id)
      if (holds) {
        const scopes = known.get(connector_id) ?? new Map<string, SealedConnector>()
        const left = (connection.data_key_until ?? Number.POSITIVE_INFINITY) - Date.now()
        const ttl = Math.max(1, Math.min(KEPT_MS - Math.random() * SPREAD_MS, left))
        known.set(connector_id, scopes.set(scope, connection), { ttl, noUpdateTTL: true })
      }
      return connection
    } finally {
      readings.delete(reading)
    }
  }

  return {
    async load(principal, connector_id) {
      if (!revocations.isFresh()) return fromDatabase(principal, connector_id)
      const id = connector_id.toLowerCase()
      const { organization, workspace, member } = principal
      const scope = `${organization} ${workspace ?? (member === undefined ? '' : 'member')}`
      const connection = known.get(id)?.get(scope)
      if (connection !== undefined) {
        if (member !== undefined && !isReached(principal, connection.workspace_id)) throw connectorNotFound()
        return connection
      }
      return isUuid(connector_id) ? read(principal, id, scope) : fromDatabase(principal, connector_id)
    },
    forget(connector_id) {
      for (const { missed } of readings) missed.add(connector_id)
      known.delete(connector_id)
    },
  }
}
