import type { ToolCallItem } from '@bulkhead/contract/tool-calls'
import type { Selectable } from 'kysely'
import type { ConfinedTransaction } from '#database/confine'
import type { Schema } from '#database/schema'

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

export function toolCallItem({
  call_id,
  organization_id: _,
  at,
  ...row
}: Selectable<Schema['tool_calls']> & { intent: string | null }): ToolCallItem {
  return { id: call_id, at: at.toISOString(), ...row }
}
