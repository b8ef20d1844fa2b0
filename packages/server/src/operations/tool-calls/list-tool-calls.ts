import type { Input } from '@bulkhead/contract/operation'
import type { listToolCalls as operation } from '@bulkhead/contract/tool-calls'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { getFirstId, lastLookedAt, MOST_LOOKED_AT, nextPage, readPage, toPage } from '#platform/keyset'
import {
  type CallFilter,
  haveValues,
  isChecked,
  passFilter,
  readCallFilter,
} from '#records/tool-calls/filter-tool-calls'
import { toolCallItem, withIntents, withNames } from '#records/tool-calls/tool-call-item'
import type { Handler } from '../handler.ts'

type Query = Input<typeof operation>['query']

/** Lists calls within the principal's scope, newest first by id. Ids are in the order of time. */
export const listToolCalls: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const { limit, after: before } = readPage(query)
  const behind = (call_id: string) => nextPage('/api/v1/tool-calls', query, call_id)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const filter = await readCallFilter(tx, principal, query)
    if (filter === undefined) return { data: [], next: null }
    const found = findCalls(tx, query, filter, before)
    const rows = await selectPage(tx, found, query, filter, limit + 1)
    const last =
      isChecked(filter) && rows.length <= limit
        ? (await lastLookedAt(found.select('c.call_id')))?.call_id
        : undefined
    return toPage(rows, limit, toolCallItem, ({ call_id }) => behind(call_id), last && behind(last))
  })
}

/** Selects the calls that an index finds, newest first. */
function findCalls(
  tx: TenantTransaction,
  { since, until }: Query,
  { indexed }: CallFilter,
  before: string | undefined,
) {
  return tx
    .selectFrom('tool_calls as c')
    .where(haveValues(indexed))
    .$if(since !== undefined, (calls) => calls.where('c.call_id', '>=', getFirstId(since as string)))
    .$if(until !== undefined, (calls) => calls.where('c.call_id', '<', getFirstId(until as string)))
    .$if(before !== undefined, (calls) => calls.where('c.call_id', '<', before as string))
    .orderBy('c.call_id', 'desc')
}

function selectPage(
  tx: TenantTransaction,
  found: ReturnType<typeof findCalls>,
  { include_names }: Query,
  filter: CallFilter,
  limit: number,
) {
  const page = tx
    .selectFrom(found.selectAll('c').limit(MOST_LOOKED_AT).as('c'))
    .selectAll('c')
    .where(passFilter(filter))
    .orderBy('c.call_id', 'desc')
    .limit(limit)
  const calls = withIntents(tx.selectFrom(page.as('c')).selectAll('c')).orderBy('c.call_id', 'desc')
  return include_names ? withNames(calls).execute() : calls.execute()
}
