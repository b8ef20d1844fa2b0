import type { Input, Output } from '@bulkhead/contract/operation'
import type { listWorkspaces as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { MOST_LOOKED_AT, nextPage, readCursor, toPage } from '#platform/keyset'
import type { Principal } from '#request/principal'
import { readUsage } from '#tool-calls/read-usage'
import {
  ALIASES,
  foldName,
  selectWorkspaces,
  type WorkspaceRow,
  workspaceItem,
} from '#workspaces/workspace-item'
import { getHolder } from '#workspaces/workspace-names'

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
  const behind = (workspace_id: string) => nextPage('/api/v1/workspaces', query, workspace_id)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const head = after === undefined && text !== '' ? await exactMatch(tx, principal, query, text) : []
    const left = limit - head.length
    const found = findWorkspaces(tx, query, after)
    const rest = left > 0 ? await others(tx, principal, found, query, left + 1) : []
    const isFiltered = text !== '' || query.status === 'active'
    const last = isFiltered && left > 0 && rest.length <= left ? await lastLookedAt(found) : undefined
    const shown = [...head, ...rest].map(({ workspace_id }) => workspace_id)
    const usage = query.include_usage ? await readUsage(tx, principal, shown) : undefined
    const item = (row: WorkspaceRow) => workspaceItem(row, usage?.get(row.workspace_id))
    // The match that heads the list stands outside its order: behind it, all others are still to come.
    const next = (row: WorkspaceRow) => behind(head.includes(row) ? NIL : row.workspace_id)
    const [only] = head
    if (only !== undefined && limit === 1) return { data: [item(only)], next: next(only) }
    return toPage([...head, ...rest], limit, item, next, last && behind(last))
  })
}

function exactMatch(tx: TenantTransaction, principal: Principal, { status }: Query, text: string) {
  return selectWorkspaces(tx)
    .where('workspace_id', '=', (rows) => getHolder(rows, principal.organization, text))
    .$if(status !== undefined, (rows) => rows.where('status', '=', status as 'active'))
    .execute()
}

/** Workspaces that an index finds, oldest first: all of them, or those that are inactive. */
function findWorkspaces(tx: TenantTransaction, { status }: Query, after: string | undefined) {
  return tx
    .selectFrom('workspaces')
    .$if(status === 'inactive', (rows) => rows.where(sql<boolean>`status = 'inactive'`))
    .$if(after !== undefined, (rows) => rows.where('workspace_id', '>', after as string))
    .orderBy('workspace_id')
}

function others(
  tx: TenantTransaction,
  { organization }: Principal,
  found: ReturnType<typeof findWorkspaces>,
  { status, name_contains: text = '' }: Query,
  limit: number,
) {
  const page = tx
    .selectFrom(found.selectAll().limit(MOST_LOOKED_AT).as('workspaces'))
    .selectAll()
    .$if(status === 'active', (rows) => rows.where('status', '=', 'active'))
    .$if(text !== '', (rows) =>
      rows
        .where('workspace_id', 'is distinct from', (names) => getHolder(names, organization, text))
        .where(sql<boolean>`position(${foldName(text)} in name_folded) > 0`),
    )
    .orderBy('workspace_id')
    .limit(limit)
  return tx.selectFrom(page.as('workspaces')).selectAll().select(ALIASES).orderBy('workspace_id').execute()
}

/** The last workspace that the page looked at; undefined if it looked at all of them. */
async function lastLookedAt(found: ReturnType<typeof findWorkspaces>): Promise<string | undefined> {
  const row = await found
    .select('workspace_id')
    .offset(MOST_LOOKED_AT - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.workspace_id
}
