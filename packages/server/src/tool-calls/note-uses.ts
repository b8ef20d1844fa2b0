import type { ErrorCode } from '@bulkhead/contract/errors'
import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { tellsOfFailure } from './read-health.ts'

/** A call of a connector, as far as its use is concerned. */
export interface Use {
  readonly workspace_id: string
  readonly connector_id: string
  readonly at: string
  readonly code: ErrorCode | null
  readonly upstream_status: number | null
  readonly upstream_ms: number | null
}

interface ConnectorUse {
  readonly connector_id: string
  readonly at: string
  /** Null: no call of these tells. */
  readonly failing: boolean | null
}

/**
 * Notes when connectors and their workspaces were used and whether the connectors fail. A row is written when its state
 * changes, and for its time once a minute. One that another transaction holds is left to the next call: nothing waits.
 *
 * The time is no bare column of its comparison, so that rows are found by their ids and never by the index of times.
 *
 * @param uses Oldest first.
 */
export async function noteUses(
  tx: TenantTransaction,
  organization: string,
  uses: readonly Use[],
): Promise<void> {
  if (uses.length === 0) return
  const connectors = [...Map.groupBy(uses, ({ connector_id }) => connector_id).values()].map(toConnectorUse)
  await sql`
    with due as (
      select c.connector_id, u.at, u.failing
      from jsonb_to_recordset(${JSON.stringify(connectors)}::jsonb) as u (connector_id uuid, at timestamptz, failing boolean)
      cross join lateral (
        select connector_id from connectors
        where organization_id = ${organization}::uuid and connector_id = u.connector_id
          and (last_call_at + interval '1 minute' < u.at or failing <> u.failing)
        for no key update skip locked
      ) c
    )
    update connectors c
    set last_call_at = greatest(c.last_call_at, due.at), failing = coalesce(due.failing, c.failing)
    from due
    where c.organization_id = ${organization}::uuid and c.connector_id = due.connector_id`.execute(tx)
  const workspaces = [
    ...new Map(uses.map(({ workspace_id, at }) => [workspace_id, { workspace_id, at }])).values(),
  ]
  await sql`
    with due as (
      select w.workspace_id, u.at
      from jsonb_to_recordset(${JSON.stringify(workspaces)}::jsonb) as u (workspace_id uuid, at timestamptz)
      cross join lateral (
        select workspace_id from workspaces
        where organization_id = ${organization}::uuid and workspace_id = u.workspace_id
          and last_call_at + interval '1 minute' < u.at
        for no key update skip locked
      ) w
    )
    update workspaces w set last_call_at = due.at from due
    where w.organization_id = ${organization}::uuid and w.workspace_id = due.workspace_id`.execute(tx)
}

function toConnectorUse(uses: readonly Use[]): ConnectorUse {
  const told = uses.map(({ code, upstream_status, upstream_ms }) =>
    tellsOfFailure(code, upstream_status, upstream_ms !== null),
  )
  const [last] = uses.slice(-1)
  return {
    connector_id: last?.connector_id ?? '',
    at: last?.at ?? '',
    failing: told.findLast((failing) => failing !== undefined) ?? null,
  }
}
