import { invalid } from '@bulkhead/contract/errors'
import type { Input, Level } from '@bulkhead/contract/operation'
import type { listWorkspaces as operation } from '@bulkhead/contract/workspaces'
import { sql } from 'kysely'
import { NIL } from 'uuid'
import type { Principal } from '#access/request/principal'
import { ATTENTION } from '#connectors/connections/attention'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import {
  lastLookedAt,
  MOST_LOOKED_AT,
  nextPage,
  PAGE_LIMIT,
  type Position,
  readPosition,
  toPage,
} from '#platform/keyset'
import {
  countRecentErrors,
  type RecentErrors,
  readRecentErrors,
} from '#records/tool-calls/count-recent-errors'
import { readUsage } from '#records/tool-calls/read-usage'
import {
  ALIASES,
  foldName,
  selectWorkspaces,
  type WorkspaceRow,
  workspaceItem,
} from '#tenancy/workspaces/workspace-item'
import { getNamed } from '#tenancy/workspaces/workspace-names'
import type { Handler } from '../handler.ts'

type Query = Input<typeof operation>['query']
type Row = WorkspaceRow & { readonly sort_key: string }

/** Sort key of the orders that list only workspaces with a count: of connectors that need attention, or of errors. */
const RANKED = { column: sql`ranked_by`, type: sql`integer`, text: sql<string>`ranked_by::text` } as const

/** Sort key of each order. Equal keys are ordered by id, which is by creation. */
const SORT_KEYS = {
  created_at: undefined,
  name: { column: sql`name_folded`, type: sql`text`, text: sql<string>`name_folded` },
  last_call_at: {
    column: sql`last_call_at`,
    type: sql`timestamptz`,
    text: sql<string>`to_char(last_call_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
  needs_attention: RANKED,
  errors: RANKED,
} as const

/**
 * Lists workspaces by id, which is by age. Ids are UUIDv7, so a page does not change when workspaces are added. If a
 * workspace has exactly the name or alias that is searched for, or else the name in another letter case, it comes first
 * on the first page and is on no other page. If it fills that page, as in a lookup by name, nothing more is searched,
 * and the next page shows whether there are others.
 */
export const listWorkspaces: Handler<typeof operation> = async ({ database }, principal, { query }) => {
  const limit = query.limit ?? PAGE_LIMIT
  // Only members have a level.
  if (query.level !== undefined && principal.member === undefined) return { data: [], next: null }
  const after = query.cursor === undefined ? undefined : readPosition(query.cursor)
  const order = getOrder(query)
  if (after !== undefined && !order.isKey(after.key)) {
    throw invalid(
      'query.cursor',
      'query.cursor belongs to a list with another sort. Use the cursor from the previous page.',
    )
  }
  const text = query.name_contains ?? ''
  const isHeaded = after === undefined && text !== '' && query.sort === undefined
  const behind = ({ id, key }: Position) => nextPage('/api/v1/workspaces', query, id, key)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const recent = query.sort === '-errors' ? await readRecentErrors(tx) : undefined
    const head = isHeaded ? await namedMatch(tx, principal, query, text) : []
    const left = limit - head.length
    const found = findWorkspaces(tx, query, order, after, recent)
    const rest: readonly Row[] = left > 0 ? await others(tx, principal, found, query, order, left + 1) : []
    const last =
      isFiltered(query) && left > 0 && rest.length <= left
        ? await lastLookedAt(
            found.select(['workspace_id as id', (SORT_KEYS[order.by]?.text ?? sql<string>`''`).as('key')]),
          )
        : undefined
    const shown = [...head, ...rest].map(({ workspace_id }) => workspace_id)
    const usage = query.include_usage ? await readUsage(tx, principal, shown) : undefined
    const item = (row: WorkspaceRow) => workspaceItem(row, principal, usage?.get(row.workspace_id))
    // The match at the head of the list does not follow the order, so all others come after it.
    const next = (row: WorkspaceRow) =>
      behind('sort_key' in row ? { id: row.workspace_id, key: String(row.sort_key) } : { id: NIL, key: '' })
    const [only] = head
    if (only !== undefined && limit === 1) return { data: [item(only)], next: next(only) }
    return toPage<WorkspaceRow, ReturnType<typeof item>>(
      [...head, ...rest],
      limit,
      item,
      next,
      last && behind(last),
    )
  })
}

/** Order of a list. */
interface Order {
  readonly by: keyof typeof SORT_KEYS
  readonly isDescending: boolean
  /** Whether a cursor of this order may hold this key. */
  isKey(key: string): boolean
}

function getOrder({ sort = 'created_at' }: Query): Order {
  const by = sort.replace('-', '') as Order['by']
  const isKey = {
    created_at: (key: string) => key === '',
    name: () => true,
    last_call_at: (key: string) => /^\d{4}-/.test(key) && !Number.isNaN(Date.parse(key)),
    needs_attention: isCount,
    errors: isCount,
  }[by]
  return { by, isDescending: sort.startsWith('-'), isKey }
}

function isCount(key: string): boolean {
  return /^\d{1,9}$/.test(key)
}

/** Returns whether filters may drop some of the rows that an index finds. */
function isFiltered(query: Query): boolean {
  const { name_contains = '', status, definition_id, level, last_call_before } = query
  return (
    name_contains !== '' ||
    isAttentionChecked(query) ||
    [status, definition_id, level, last_call_before].some((one) => one !== undefined)
  )
}

function namedMatch(tx: TenantTransaction, principal: Principal, query: Query, text: string) {
  return filtered(
    selectWorkspaces(tx).where('workspace_id', '=', (rows) => getNamed(rows, principal.organization, text)),
    principal,
    { ...query, name_contains: '' },
  )
    .$if(query.needs_attention === true, (rows) => rows.where(hasAttention(principal)))
    .execute()
}

function hasAttention({ organization }: Principal) {
  return sql<boolean>`exists (
    select from connectors c
    where c.organization_id = ${organization}::uuid and c.workspace_id = workspaces.workspace_id and ${ATTENTION}
  )`
}

/** Returns whether each row is tested for attention, because the rows are found by their errors. */
function isAttentionChecked({ needs_attention, sort }: Query): boolean {
  return needs_attention === true && sort === '-errors'
}

/**
 * Selects workspaces in the order of an index: all of them, the inactive ones, those that need attention, or those with
 * recent errors.
 */
function findWorkspaces(
  tx: TenantTransaction,
  query: Query,
  { by, isDescending }: Order,
  after: Position | undefined,
  recent: RecentErrors | undefined,
) {
  const key = SORT_KEYS[by]
  const direction = isDescending ? 'desc' : 'asc'
  const behind = isDescending ? sql`<` : sql`>`
  const needsAttention = query.needs_attention === true || query.sort === '-needs_attention'
  const ranked =
    recent !== undefined ? countRecentErrors(tx, recent) : needsAttention ? countAttention(tx) : undefined
  const all =
    ranked !== undefined
      ? tx
          .selectFrom(sql<Ranked>`(${ranked})`.as('r'))
          .innerJoin('workspaces as w', (join) =>
            join
              .on('w.organization_id', '=', tx.scope.organization)
              .onRef('w.workspace_id', '=', 'r.workspace_id'),
          )
          .selectAll('w')
          .select('r.ranked_by')
      : tx.selectFrom('workspaces').selectAll().select(sql<number>`0`.as('ranked_by'))
  return tx
    .selectFrom(all.as('workspaces'))
    .$if(query.status === 'inactive', (rows) => rows.where(sql<boolean>`status = 'inactive'`))
    .$if(after !== undefined && key === undefined, (rows) =>
      rows.where(sql<boolean>`workspace_id ${behind} ${after?.id}::uuid`),
    )
    .$if(after !== undefined && key !== undefined, (rows) =>
      rows.where(
        sql<boolean>`(${key?.column}, workspace_id) ${behind} (${after?.key}::${key?.type}, ${after?.id}::uuid)`,
      ),
    )
    .$if(key !== undefined, (rows) => rows.orderBy(sql`${key?.column}`, direction))
    .orderBy('workspace_id', direction)
}

/** Workspace with the number by which it is ranked. */
interface Ranked {
  readonly workspace_id: string
  readonly ranked_by: number
}

/** Counts the connectors per workspace that fail or need reauthentication. */
function countAttention(tx: TenantTransaction) {
  const connectors = tx
    .selectFrom('connectors as c')
    .select('workspace_id')
    .where(ATTENTION)
    .orderBy('connector_id')
    .limit(MOST_LOOKED_AT)
  return tx
    .selectFrom(connectors.as('c'))
    .select(['workspace_id', sql<number>`count(*)::integer`.as('ranked_by')])
    .groupBy('workspace_id')
}

function others(
  tx: TenantTransaction,
  principal: Principal,
  found: ReturnType<typeof findWorkspaces>,
  query: Query,
  { by, isDescending }: Order,
  limit: number,
) {
  const { name_contains: text = '', sort } = query
  const key = SORT_KEYS[by]
  const direction = isDescending ? 'desc' : 'asc'
  const page = filtered(
    tx.selectFrom(found.selectAll().limit(MOST_LOOKED_AT).as('workspaces')).selectAll(),
    principal,
    query,
  )
    .$if(text !== '' && sort === undefined, (rows) =>
      rows.where('workspace_id', 'is distinct from', (names) =>
        getNamed(names, principal.organization, text),
      ),
    )
    .$if(key !== undefined, (rows) => rows.orderBy(sql`${key?.column}`, direction))
    .orderBy('workspace_id', direction)
    .limit(limit)
  return tx
    .selectFrom(page.as('workspaces'))
    .selectAll()
    .select(ALIASES)
    .select((key?.text ?? sql<string>`''`).as('sort_key'))
    .$if(key !== undefined, (rows) => rows.orderBy(sql`${key?.column}`, direction))
    .orderBy('workspace_id', direction)
    .execute()
}

/** Adds the filters that are checked row by row. */
function filtered<Rows extends { where(condition: ReturnType<typeof sql<boolean>>): Rows }>(
  rows: Rows,
  principal: Principal,
  query: Query,
): Rows {
  const { name_contains: text = '', status, definition_id, level, last_call_before } = query
  const conditions = [
    ...(status === undefined ? [] : [sql<boolean>`status = ${status}`]),
    ...(text === '' ? [] : [sql<boolean>`position(${foldName(text)} in name_folded) > 0`]),
    ...(last_call_before === undefined
      ? []
      : [sql<boolean>`last_call_at < ${last_call_before}::timestamptz`]),
    ...(definition_id === undefined
      ? []
      : [
          sql<boolean>`exists (
            select from connectors c
            where c.organization_id = ${principal.organization}::uuid
              and c.workspace_id = workspaces.workspace_id and c.definition_id = ${definition_id}::uuid
          )`,
        ]),
    ...(level === undefined ? [] : [isAtLevel(principal, level)]),
    ...(isAttentionChecked(query) ? [hasAttention(principal)] : []),
  ]
  return conditions.reduce((all, condition) => all.where(condition), rows)
}

/** Returns the condition that a calling member has a level. The row-level policies check what the member reaches. */
function isAtLevel({ member }: Principal, level: Level) {
  const ids = [...(member?.levels ?? [])].flatMap(([id, own]) => (own === level ? [id] : []))
  return sql<boolean>`workspace_id = any(${`{${ids.join(',')}}`}::uuid[])`
}
