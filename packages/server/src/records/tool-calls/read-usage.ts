import type { WorkspaceUsage } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { readHealth } from './read-health.ts'

interface LastCall {
  readonly workspace_id: string
  readonly last_call_at: Date | null
}

interface Connector {
  readonly workspace_id: string
  readonly connector_id: string
  readonly status: 'ready' | 'needs_reauthentication' | 'pending'
}

/** Reads the usage of the workspaces of one page. Each is read by indexes of its own rows. */
export async function readUsage(
  tx: TenantTransaction,
  principal: Principal,
  workspaces: readonly string[],
): Promise<Map<string, WorkspaceUsage>> {
  const { organization } = principal
  const ids = `{${workspaces.join(',')}}`
  const { rows } = await sql<LastCall>`
    select w.workspace_id, (
      select t.at from tool_calls t
      where t.organization_id = ${organization}::uuid and t.workspace_id = w.workspace_id
      order by t.call_id desc limit 1
    ) as last_call_at
    from unnest(${ids}::uuid[]) as w (workspace_id)`.execute(tx)
  const connectors = await sql<Connector>`
    select c.workspace_id, c.connector_id, c.status
    from unnest(${ids}::uuid[]) as w (workspace_id)
    cross join lateral (
      select workspace_id, connector_id, status from connectors
      where organization_id = ${organization}::uuid and workspace_id = w.workspace_id
    ) c`.execute(tx)
  const health = await readHealth(tx, principal, connectors.rows)
  const byWorkspace = Map.groupBy(connectors.rows, ({ workspace_id }) => workspace_id)
  const needsAttention = ({ connector_id }: Connector) =>
    ['failing', 'needs_reauthentication'].includes(health.get(connector_id)?.state ?? '')
  return new Map(
    rows.map(({ workspace_id, last_call_at }) => {
      const own = byWorkspace.get(workspace_id) ?? []
      const usage = {
        connectors: own.length,
        needs_attention: own.filter(needsAttention).length,
        last_call_at: last_call_at?.toISOString() ?? null,
      }
      return [workspace_id, usage] as const
    }),
  )
}
