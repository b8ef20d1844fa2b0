import type { Input, Output } from '@bulkhead/contract/operation'
import type { listToolCalls as operation } from '@bulkhead/contract/tool-calls'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { firstIdOf, nextPage, pageOf, readCursor } from '#platform/keyset'
import type { Principal } from '#request/principal'
import { fits, workspacesMeant } from '#tool-calls/filter-tool-calls'
import { selectToolCalls, toolCallItem, withNames } from '#tool-calls/tool-call-item'

const DEFAULT_LIMIT = 20

type Query = Input<typeof operation>['query']

/** Lists calls within the principal's scope, newest first, by ids that are in the order of time. */
export async function listToolCalls(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const before = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const rows = await asPrincipal(database, principal, 'read only', async (tx) => {
    const workspaces = await workspacesMeant(tx, principal, query)
    return workspaces === 'none' ? [] : select(tx, principal, query, workspaces, before, limit + 1)
  })
  return pageOf(rows, limit, toolCallItem, ({ call_id }) => nextPage('/api/v1/tool-calls', query, call_id))
}

function select(
  tx: ConfinedTransaction,
  principal: Principal,
  query: Query,
  workspaces: readonly string[],
  before: string | undefined,
  limit: number,
) {
  const { since, until } = query
  let calls = selectToolCalls(tx, principal.organization).where(fits(query, workspaces))
  if (since !== undefined) calls = calls.where('c.call_id', '>=', firstIdOf(since))
  if (until !== undefined) calls = calls.where('c.call_id', '<', firstIdOf(until))
  if (before !== undefined) calls = calls.where('c.call_id', '<', before)
  const page = calls.orderBy('c.call_id', 'desc').limit(limit)
  return query.include_names ? withNames(page).execute() : page.execute()
}
