import type { Input, Output } from '@bulkhead/contract/operation'
import type { listWorkspaces as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { ConfinedTransaction } from '#platform/database/roles/confine'
import { nextPage, pageOf, readCursor } from '#platform/keyset'
import type { Principal } from '#request/principal'
import { readUsage } from '#workspaces/read-usage'
import { foldName, selectWorkspaces, type WorkspaceRow, workspaceItem } from '#workspaces/workspace-item'
import { holderOf } from '#workspaces/workspace-names'

type Query = Input<typeof operation>['query']

const DEFAULT_LIMIT = 20

/**
 * Lists workspaces by id, which is by age: ids are UUIDv7, so a page stays what it was when workspaces are
 * added. The workspace whose name or alias is exactly what is searched heads the first page and is on no other. Where
 * it fills that page, as for who looks for a name, nothing is searched: whether there are others says the next page.
 */
export async function listWorkspaces(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const text = query.name_contains ?? ''
  const { head, rest, usage } = await asPrincipal(database, principal, 'read only', async (tx) => {
    const head = after === undefined && text !== '' ? await exactMatch(tx, principal, query, text) : []
    const left = limit - head.length
    const rest = left > 0 ? await others(tx, principal, query, text, after, left + 1) : []
    const shown = [...head, ...rest].map(({ workspace_id }) => workspace_id)
    return { head, rest, usage: query.include_usage ? await readUsage(tx, principal, shown) : undefined }
  })
  const item = (row: WorkspaceRow) => workspaceItem(row, usage?.get(row.workspace_id))
  // The match that heads the list stands outside its order: behind it, all others are still to come.
  const behind = (last: WorkspaceRow) =>
    nextPage('/api/v1/workspaces', query, head.includes(last) ? NIL : last.workspace_id)
  const [only] = head
  if (only !== undefined && limit === 1) return { data: [item(only)], next: behind(only) }
  return pageOf([...head, ...rest], limit, item, behind)
}

function select(tx: ConfinedTransaction, principal: Principal, { status }: Query) {
  const rows = selectWorkspaces(tx, principal)
  return status === undefined ? rows : rows.where('status', '=', status)
}

function exactMatch(tx: ConfinedTransaction, principal: Principal, query: Query, text: string) {
  return select(tx, principal, query)
    .where('workspace_id', '=', (rows) => holderOf(rows, principal.organization, text))
    .execute()
}

function others(
  tx: ConfinedTransaction,
  principal: Principal,
  query: Query,
  text: string,
  after: string | undefined,
  limit: number,
) {
  return select(tx, principal, query)
    .$if(after !== undefined, (rows) => rows.where('workspace_id', '>', after as string))
    .$if(text !== '', (rows) =>
      rows
        .where('workspace_id', 'is distinct from', (names) => holderOf(names, principal.organization, text))
        .where(sql<boolean>`position(${foldName(text)} in name_folded) > 0`),
    )
    .orderBy('workspace_id')
    .limit(limit)
    .execute()
}
