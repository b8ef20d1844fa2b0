import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { listWorkspaces as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { asPrincipal } from '#database/as-principal'
import type { ConfinedTransaction } from '#database/confine'
import { isUuid } from '#identifiers'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { foldName, workspaceItem } from './workspace-item.ts'

type Query = Input<typeof operation>['query']

const DEFAULT_LIMIT = 20
/** Sorts before every id. */
const FIRST_POSITION = '00000000-0000-0000-0000-000000000000'

/**
 * Lists workspaces by id, which is by age: ids are UUIDv7, so a page stays what it was when workspaces are
 * added. A workspace of exactly the name that is searched heads the first page and is on no other.
 */
export async function listWorkspaces(
  { database }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const [head, rest] = await asPrincipal(database, principal, 'read only', async (tx) => {
    const exact = after === undefined ? await exactMatch(tx, principal, query) : []
    return [exact, await others(tx, principal, query, after, limit + 1 - exact.length)]
  })
  const shown = rest.slice(0, limit - head.length)
  // A page of the exact match alone says nothing of where the others begin.
  const position = shown.at(-1)?.workspace_id ?? FIRST_POSITION
  return {
    data: [...head, ...shown].map(workspaceItem),
    next: rest.length > shown.length ? nextPage(query, position) : null,
  }
}

function select(tx: ConfinedTransaction, principal: Principal, { status }: Query) {
  const rows = tx.selectFrom('workspaces').selectAll().where('organization_id', '=', principal.organization)
  return status === undefined ? rows : rows.where('status', '=', status)
}

function exactMatch(tx: ConfinedTransaction, principal: Principal, query: Query) {
  return select(tx, principal, query)
    .where('name', '=', query.name_contains ?? '')
    .execute()
}

function others(
  tx: ConfinedTransaction,
  principal: Principal,
  query: Query,
  after: string | undefined,
  limit: number,
) {
  const text = query.name_contains ?? ''
  return select(tx, principal, query)
    .$if(after !== undefined, (rows) => rows.where('workspace_id', '>', after as string))
    .$if(text !== '', (rows) =>
      rows.where('name', '!=', text).where(sql<boolean>`position(${foldName(text)} in name_folded) > 0`),
    )
    .orderBy('workspace_id')
    .limit(limit)
    .execute()
}

/** Opaque to callers. It holds a position only: what a page may show is decided by the token each time. */
function readCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('latin1')
  if (!isUuid(text)) {
    const message = 'query.cursor is not a cursor of this list. Use `next` of the page before.'
    throw new BulkheadError('invalid_request', message, { details: [{ field: 'query.cursor', message }] })
  }
  return text
}

function nextPage({ cursor: _, ...query }: Query, last: string): string {
  const parameters = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
  )
  parameters.set('cursor', Buffer.from(last, 'latin1').toString('base64url'))
  return `/api/v1/workspaces?${parameters}`
}
