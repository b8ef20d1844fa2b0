import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { getToolCall as operation } from '@bulkhead/contract/tool-calls'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import type { Principal } from '#request/principal'
import { toolCallItem, withIntents } from '#tool-calls/tool-call-item'

/** Finds one call within the principal's scope. */
export async function getToolCall(
  { database }: Services,
  principal: Principal,
  { params: { tool_call_id } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const row = isUuid(tool_call_id)
    ? await asPrincipal(database, principal, 'read only', (tx) =>
        withIntents(tx.selectFrom('tool_calls as c').selectAll('c'))
          .where('c.call_id', '=', tool_call_id)
          .executeTakeFirst(),
      )
    : undefined
  if (row === undefined)
    throw new BulkheadError('tool_call_not_found', 'There is no such tool call on record.')
  return toolCallItem(row)
}
