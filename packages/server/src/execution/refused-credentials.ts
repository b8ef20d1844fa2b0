import type { RevocationFeed } from '#access/tokens/revocation/revocation-feed'
import { revoking } from '#access/tokens/revocation/revoking'
import type { SealedConnector } from '#connectors/connections/load-connection'
import { setConnectorStatus } from '#connectors/connections/set-connector-status'
import { createCache } from '#platform/cache/create-cache'
import type { Database } from '#platform/database/roles/confine'
import type { Log } from '#platform/log'
import type { Call } from './call.ts'

/** Number of connectors whose first refusal is remembered. */
const REMEMBERED = 10_000
/** Milliseconds after which a second refusal of the same operation counts. */
const SAME_OPERATION_MS = 60_000

/** Watches whether services accept the keys, passwords and fixed tokens of connectors. */
export interface RefusedCredentials {
  /**
   * Notes that a service refused a call with 401. Marks the connector if this is a second refusal in a row, by a check
   * or of another operation, or a minute after the first. One operation may be refused for a reason of its own.
   */
  noteRefusal(call: Call): Promise<void> | undefined
  /** Notes that a call succeeded. If the connector was marked, it works again. */
  noteSuccess(call: Call): Promise<void> | undefined
}

interface Refusal {
  readonly operation: string
  readonly isCheck: boolean
  readonly at: number
}

interface Dependencies {
  readonly database: Database
  readonly revocations: RevocationFeed
  readonly log: Log
}

/**
 * Tokens that can be renewed are left out, because their renewal shows whether they are still good.
 *
 * @param now Milliseconds of a monotonic clock, as in `startedMs` of calls.
 */
export function createRefusedCredentials(
  services: Dependencies,
  now: () => number = () => performance.now(),
): RefusedCredentials {
  const first = createCache<Refusal>({
    name: 'refused_credentials',
    key: 'connector',
    max: REMEMBERED,
    invalidatedBy: 'a successful call; a revocation of the connector',
  })
  services.revocations.onRevocation(({ kind, subject_id }) => {
    if (kind === 'connector') first.delete(subject_id)
  })

  return {
    noteRefusal(call) {
      const connection = getFixed(call)
      if (connection === undefined || connection.status !== 'ready') return undefined
      const { connector_id } = connection
      const isCheck = call.shape === undefined
      const operation = `${call.ask.entity} ${call.ask.action}`
      const before = first.get(connector_id)
      if (before === undefined) first.set(connector_id, { operation, isCheck, at: now() })
      // Calls that were in progress together may have met the same short disturbance.
      if (before === undefined || call.startedMs <= before.at) return undefined
      const isOther = isCheck || before.isCheck || before.operation !== operation
      if (!isOther && now() - before.at < SAME_OPERATION_MS) return undefined
      first.delete(connector_id)
      return change(services, connection, 'needs_reauthentication')
    },
    noteSuccess(call) {
      const connection = getFixed(call)
      if (connection === undefined) return undefined
      if (first.size > 0) first.delete(connection.connector_id)
      return connection.status === 'ready' ? undefined : change(services, connection, 'ready')
    },
  }
}

/** Returns the connector of a call that was sent with its stored credentials, if these cannot be renewed. */
function getFixed({ connection, source }: Call): SealedConnector | undefined {
  if (connection === undefined || connection.generation !== null || source.kind !== 'connector')
    return undefined
  const { changed, given } = source
  const isMoved = changed !== undefined && ('settings' in changed || 'base_url' in changed)
  return given === undefined && !isMoved ? connection : undefined
}

/** Stores a state, unless the connector is gone or has other credentials by now. Never rejects. */
async function change(
  services: Dependencies,
  connection: SealedConnector,
  status: 'ready' | 'needs_reauthentication',
): Promise<void> {
  const { organization_id, workspace_id, connector_id } = connection
  const owner = { organization: organization_id, workspace: workspace_id }
  try {
    await revoking(services, owner, async (tx, revoke) => {
      const row = await tx
        .selectFrom('connectors')
        .select('status')
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .forUpdate()
        .executeTakeFirst()
      const credentials = await tx
        .selectFrom('connector_credentials')
        .select('sealed')
        .where('workspace_id', '=', workspace_id)
        .where('connector_id', '=', connector_id)
        .where('purpose', '=', 'api')
        .executeTakeFirst()
      const isSame = credentials !== undefined && Buffer.compare(credentials.sealed, connection.sealed) === 0
      if (row?.status !== connection.status || !isSame) return
      await setConnectorStatus(tx, connection, status)
      await revoke({ kind: 'connector', subject_id: connector_id, epoch: null })
    })
  } catch (error) {
    const { code } = error as { code?: unknown }
    services.log.warn({ code, connector_id }, 'the state of a connector could not be stored')
  }
}
