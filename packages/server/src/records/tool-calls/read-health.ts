import type { ConnectorHealth } from '@bulkhead/contract/connectors'
import { BulkheadError, type ErrorCode } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/** Failures of the upstream or of the connection to it. Other codes mean that the caller's request was wrong. */
const FAILURES: readonly ErrorCode[] = [
  'needs_reauthentication',
  'invalid_configuration',
  'egress_refused',
  'response_too_large',
  'upstream_rejected',
  'outcome_unknown',
  'upstream_rate_limited',
  'upstream_error',
  'upstream_unreachable',
  'upstream_timeout',
  'internal',
]
/**
 * Statuses by which a service rejects the credential. Other statuses concern the request: the service was reached and
 * accepted the credential.
 */
const OF_CREDENTIALS = [401, 402, 403, 407]
/**
 * Maximum number of calls that are read. Descriptions and callers' mistakes may lie after the last call that shows the
 * state.
 */
const LOOKED_AT = 200

type Status = 'ready' | 'needs_reauthentication' | 'pending'

interface Telling {
  readonly connector_id: string
  readonly last_call_at: Date | null
  /** End of the call that shows the state. Null if no call does. */
  readonly at: Date | null
  readonly code: ErrorCode | null
  readonly upstream_status: number | null
  readonly entity: string | null
  readonly action: string | null
  readonly request_id: string
}

/**
 * Reads the health of connectors from the last calls of each. It takes a few steps in an index, regardless of the
 * number of calls.
 *
 * @throws BulkheadError `not_granted` for a narrowed token, which may not see calls.
 */
export async function readHealth(
  tx: TenantTransaction,
  { organization, grant, kind }: Principal,
  connectors: readonly { connector_id: string; status: Status }[],
): Promise<Map<string, ConnectorHealth>> {
  // A read-only sign-in of the command line still sees what its person sees.
  if (grant !== undefined && kind !== 'person') {
    throw new BulkheadError('not_granted', 'A narrowed token cannot see calls. Leave out include_health.')
  }
  const ids = `{${connectors.map(({ connector_id }) => connector_id).join(',')}}`
  const { rows } = await sql<Telling>`
    select k.connector_id, last.at as last_call_at, telling.*
    from unnest(${ids}::uuid[]) as k (connector_id)
    left join lateral (
      select c.at from tool_calls c
      where c.organization_id = ${organization}::uuid and c.connector_id = k.connector_id
      order by c.call_id desc limit 1
    ) last on true
    left join lateral (
      select c.at, c.code, c.upstream_status, c.entity, c.action, c.request_id
      from (
        select * from tool_calls c
        where c.organization_id = ${organization}::uuid and c.connector_id = k.connector_id
        order by c.call_id desc limit ${LOOKED_AT}
      ) c
      -- A success without a request, such as a description, says nothing of the service.
      where (c.code is null and c.upstream_ms is not null) or c.code = any (${`{${FAILURES.join(',')}}`}::text[])
      order by c.call_id desc limit 1
    ) telling on true`.execute(tx)
  const found = new Map(rows.map((row) => [row.connector_id, row]))
  return new Map(
    connectors.map(({ connector_id, status }) => [connector_id, getHealth(status, found.get(connector_id))]),
  )
}

/**
 * Returns whether a call shows that its connector fails. Undefined if it shows nothing, as with a description or a
 * caller's mistake.
 *
 * @param isSent Whether a request was sent to the service.
 */
export function tellsOfFailure(
  code: ErrorCode | null,
  upstream_status: number | null,
  isSent: boolean,
): boolean | undefined {
  if (code === null) return isSent ? false : undefined
  if (!FAILURES.includes(code)) return undefined
  return code !== 'upstream_rejected' || OF_CREDENTIALS.includes(upstream_status ?? 0)
}

function getHealth(stored: Status, telling: Telling | undefined): ConnectorHealth {
  // A connector that awaits confirmation was never used.
  const status = stored === 'pending' ? 'ready' : stored
  const last_call_at = telling?.last_call_at?.toISOString() ?? null
  if (telling === undefined || telling.at === null) {
    return { state: status === 'ready' ? 'unused' : status, last_call_at, last_error: null }
  }
  const { at, code, upstream_status, entity, action, request_id } = telling
  if (code === null || !tellsOfFailure(code, upstream_status, true)) {
    return { state: status === 'ready' ? 'works' : status, last_call_at, last_error: null }
  }
  return {
    state: status === 'ready' ? 'failing' : status,
    last_call_at,
    last_error: { at: at.toISOString(), code, upstream_status, entity, action, request_id },
  }
}
