import type { ToolCallItem } from '@bulkhead/contract/tool-calls'
import type { Selectable } from 'kysely'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import type { Schema } from '#platform/database/schema/tables'

/** The calls of an organization with their intents, where these are still there. */
export function selectToolCalls(tx: ConfinedTransaction, organization: string) {
  return tx
    .selectFrom('tool_calls as c')
    .leftJoin('tool_call_intents as i', (join) =>
      join.onRef('i.organization_id', '=', 'c.organization_id').onRef('i.call_id', '=', 'c.call_id'),
    )
    .selectAll('c')
    .select('i.intent')
    .where('c.organization_id', '=', organization)
}

/** Adds what workspace and connector of each call are called now, for the rows of a page and no others. */
export function withNames(calls: ReturnType<typeof selectToolCalls>) {
  return calls.select((eb) => [
    eb
      .selectFrom('workspaces as w')
      .select('w.name')
      .whereRef('w.organization_id', '=', 'c.organization_id')
      .whereRef('w.workspace_id', '=', 'c.workspace_id')
      .as('workspace_name'),
    eb
      .selectFrom('connectors as k')
      .select('k.name')
      .whereRef('k.organization_id', '=', 'c.organization_id')
      .whereRef('k.connector_id', '=', 'c.connector_id')
      .as('connector_name'),
  ])
}

export function toolCallItem({
  call_id,
  organization_id: _,
  at,
  ...row
}: Selectable<Schema['tool_calls']> &
  Pick<ToolCallItem, 'intent' | 'workspace_name' | 'connector_name'>): ToolCallItem {
  return { id: call_id, at: at.toISOString(), ...row }
}
