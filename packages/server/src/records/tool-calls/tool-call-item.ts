import { BulkheadError } from '@bulkhead/contract/errors'
import type { ToolCallItem } from '@bulkhead/contract/tool-calls'
import type { Selectable, SelectQueryBuilder } from 'kysely'
import type { Schema } from '#platform/database/schema/tables'

/** Query of calls as `c`, to which further columns are added. */
type Calls<Selected> = SelectQueryBuilder<Schema & { c: Schema['tool_calls'] }, 'c', Selected>

/** Adds the intent of each call if it is still stored. */
export function withIntents<Selected>(calls: Calls<Selected>) {
  return calls.select((eb) =>
    eb
      .selectFrom('tool_call_intents as i')
      .select('i.intent')
      .whereRef('i.organization_id', '=', 'c.organization_id')
      .whereRef('i.call_id', '=', 'c.call_id')
      .as('intent'),
  )
}

/** Adds the current names of the workspace and connector of each call. */
export function withNames<Selected>(calls: Calls<Selected>) {
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
  transaction_id: __,
  at,
  ...row
}: Selectable<Schema['tool_calls']> &
  Pick<ToolCallItem, 'intent' | 'workspace_name' | 'connector_name'>): ToolCallItem {
  return { id: call_id, at: at.toISOString(), ...row }
}

/** Returns the error for a call that the principal cannot see, whether or not it exists. */
export function toolCallNotFound(): BulkheadError {
  return new BulkheadError('tool_call_not_found', 'There is no record of such a tool call.')
}
