import type { WorkspaceUsage } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Principal } from '#request/principal'

interface Row {
  readonly workspace_id: string
  readonly connectors: string
  readonly needs_attention: string
  readonly last_call_at: Date | null
}

/** Reads how much workspaces are used, those of one page, each by indexes of its own rows. */
export async function readUsage(
  tx: ConfinedTransaction,
  { organization }: Principal,
  workspaces: readonly string[],
): Promise<Map<string, WorkspaceUsage>> {
  const { rows } = await sql<Row>`
    select w.workspace_id, c.connectors, c.needs_attention, (
      select t.at from tool_calls t
      where t.organization_id = ${organization}::uuid and t.workspace_id = w.workspace_id
      order by t.call_id desc limit 1
    ) as last_call_at
    from unnest(${`{${workspaces.join(',')}}`}::uuid[]) as w (workspace_id)
    cross join lateral (
      select count(*) as connectors, count(*) filter (where c.status = 'needs_reauthentication') as needs_attention
      from connectors c where c.organization_id = ${organization}::uuid and c.workspace_id = w.workspace_id
    ) c`.execute(tx)
  return new Map(
    rows.map(({ workspace_id, connectors, needs_attention, last_call_at }) => [
      workspace_id,
      {
        connectors: Number(connectors),
        needs_attention: Number(needs_attention),
        last_call_at: last_call_at?.toISOString() ?? null,
      },
    ]),
  )
}
