import type { getToolCall as operation } from '@bulkhead/contract/tool-calls'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { toolCallItem, toolCallNotFound, withIntents } from '#records/tool-calls/tool-call-item'
import type { Handler } from '../handler.ts'

/** Finds one call within the principal's scope. */
export const getToolCall: Handler<typeof operation> = async (
  { database },
  principal,
  { params: { tool_call_id } },
) => {
  const row = isUuid(tool_call_id)
    ? await asPrincipal(database, principal, 'read only', (tx) =>
        withIntents(tx.selectFrom('tool_calls as c').selectAll('c'))
          .select((eb) =>
            eb
              .exists(
                eb
                  .selectFrom('recorded_bodies as b')
                  .select('b.call_id')
                  .whereRef('b.organization_id', '=', 'c.organization_id')
                  .whereRef('b.call_id', '=', 'c.call_id'),
              )
              .as('has_bodies'),
          )
          .select((eb) =>
            eb
              .selectFrom('tool_call_intents as m')
              .select('m.upstream_message')
              .whereRef('m.organization_id', '=', 'c.organization_id')
              .whereRef('m.call_id', '=', 'c.call_id')
              .as('upstream_message'),
          )
          .where('c.call_id', '=', tool_call_id)
          .executeTakeFirst(),
      )
    : undefined
  if (row === undefined) throw toolCallNotFound()
  const { has_bodies, upstream_message, ...call } = row
  return { ...toolCallItem(call), upstream_message, has_bodies: Boolean(has_bodies) }
}
