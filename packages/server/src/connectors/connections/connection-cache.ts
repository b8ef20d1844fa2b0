import { isReached } from '#access/request/authorize'
import type { Principal } from '#access/request/principal'
import type { Revocation } from '#access/tokens/revocation/revocation'
import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { createCache } from '#platform/cache/create-cache'
import { isUuid } from '#platform/identifiers'
import { connectorNotFound } from './connector-rows.ts'
import type { SealedConnector } from './load-connection.ts'

const REMEMBERED = 10_000
/** Maximum lifetime of a decrypted data key in milliseconds. */
const KEPT_MS = 60_000
/** Upper limit in milliseconds of a random cut in lifetimes, so that entries read together do not expire together. */
const SPREAD_MS = 30_000

/** Connections for executions. They are read from the database once and then from memory while they are valid. */
export interface ConnectionCache {
  /**
   * Returns the connection of a connector within the principal's scope. It comes from memory while the revocation feed
   * is fresh, because the feed announces each change of a connector or its workspace.
   *
   * @throws BulkheadError `connector_not_found`, `not_permitted`
   */
  load(principal: Principal, connector_id: string): Promise<SealedConnector>
  /** Removes a connection from memory, if a caller learned of a change before the feed did. */
  forget(connector_id: string): void
}

/** Read in progress. A revocation may arrive during it. */
interface Reading {
  readonly missed: Set<string>
  /** Whether the database server was replaced during the read. */
  isOutdated: boolean
}

/**
 * Creates a cache of connections with sealed credentials and decrypted data keys, for 30 to 60 seconds. An entry
 * belongs to the scope in which it was read. So a principal only gets an entry that the database returned to a
 * principal of the same scope. Members share a scope. Their workspaces are read for each request, and are checked each
 * time.
 *
 * @param fromDatabase Reads a connection within the principal's scope.
 */
export function createConnectionCache(
  revocations: Pick<RevocationFeed, 'isFresh' | 'onRevocation' | 'onReplaced'>,
  fromDatabase: ConnectionCache['load'],
): ConnectionCache {
  /** Connections by connector and scope. */
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
      // A connection of an inactive workspace is not cached, so activating the workspace need not be announced.
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

  function forget(connector_id: string) {
    for (const { missed } of readings) missed.add(connector_id)
    known.delete(connector_id)
  }

  return {
    async load(principal, connector_id) {
      const id = connector_id.toLowerCase()
      if (!revocations.isFresh()) {
        const connection = await fromDatabase(principal, connector_id)
        // The feed may become fresh by a poll that began before the connection changed. Memory then has the older one.
        forget(id)
        return connection
      }
      const { organization, workspace, member } = principal
      const scope = `${organization} ${workspace ?? (member === undefined ? '' : 'member')}`
      const connection = known.get(id)?.get(scope)
      if (connection !== undefined) {
        if (member !== undefined && !isReached(principal, connection.workspace_id)) throw connectorNotFound()
        return connection
      }
      return isUuid(connector_id) ? read(principal, id, scope) : fromDatabase(principal, connector_id)
    },
    forget,
  }
}
