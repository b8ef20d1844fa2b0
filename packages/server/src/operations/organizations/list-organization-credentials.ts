import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { Input } from '@bulkhead/contract/operation'
import type { listOrganizationCredentials as operation } from '@bulkhead/contract/organizations'
import { sql } from 'kysely'
import type { Principal } from '#access/request/principal'
import { ATTENTION } from '#connectors/connections/attention'
import { toAccount } from '#connectors/connections/credential-source'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { sameTenant } from '#platform/database/roles/same-tenant'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { firstIdAt, MOST_LOOKED_AT, nextPage, type Position, readPosition, toPage } from '#platform/keyset'
import { readHealth } from '#records/tool-calls/read-health'
import type { Handler } from '../handler.ts'

type Query = Input<typeof operation>['query']

const DEFAULT_LIMIT = 200
const WINDOW_MS = 30 * 86_400_000
/**
 * Maximum number of calls that a page counts. Its connectors share it equally, so that many busy ones cost no more than
 * one.
 */
const MOST_COUNTED = 10_000
/** Maximum number of connectors after a page that are counted. */
const MOST_BEHIND = 10_000

/** `last_call_at` as a string with full precision. */
const LAST_CALL = sql<string>`to_char(last_call_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Lists the connectors of the organization with their use. The id in the path must be the organization's own. */
export const listOrganizationCredentials: Handler<typeof operation> = async (
  { database },
  principal,
  { params, query },
) => {
  if (params.organization_id.toLowerCase() !== principal.organization) {
    throw new BulkheadError('organization_not_found', 'There is no such organization.')
  }
  const after = readAfter(query)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const { limit = DEFAULT_LIMIT, offset = 0 } = query
    const { total } = await tx
      .selectFrom(findConnectors(tx, query, undefined, offset + limit + MOST_BEHIND, 0).as('counted'))
      .select(({ fn }) => fn.countAll<number | string>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await selectPage(tx, principal, query, after)
    const health = query.include_health ? await readHealth(tx, principal, rows) : undefined
    const unlooked =
      isFiltered(query) && rows.length <= limit ? await lastLookedAt(tx, query, after, offset) : undefined
    const path = `/api/v1/organizations/${principal.organization}/credentials`
    const { offset: _, ...filters } = query
    const behind = ({ id, key }: Position) => nextPage(path, filters, id, key)
    const page = toPage(
      rows,
      limit,
      (row) => {
        const own = health?.get(row.connector_id)
        return {
          id: row.connector_id,
          workspace_id: row.workspace_id,
          workspace_name: row.workspace_name,
          workspace_tombstone: false,
          connector_definition_id: row.definition_id,
          connector_name: row.name,
          connector_mode: 'DIRECT' as const,
          created_at: row.created_at.toISOString(),
          last_accessed_at: row.last_accessed_at?.toISOString() ?? null,
          direct_queries_30d: Number(row.direct_queries_30d),
          replications_30d: null,
          context_store_badge_status: 'loading' as const,
          context_store_status: null,
          context_store_entity_count: 0,
          entities: row.entities,
          account: toAccount(row),
          ...(own && { health: own }),
        }
      },
      (row) => behind({ id: row.connector_id, key: row.sort_key }),
      unlooked && behind(unlooked),
    )
    return { ...page, total: Number(total) }
  })
}

/** @throws BulkheadError `invalid_request` */
function readAfter(query: Query): Position | undefined {
  if (query.cursor === undefined) return undefined
  const after = readPosition(query.cursor)
  const isOfThisSort = isByLastCall(query)
    ? /^\d{4}-/.test(after.key) && !Number.isNaN(Date.parse(after.key))
    : after.key === ''
  if (isOfThisSort) return after
  throw invalid(
    'query.cursor',
    'query.cursor belongs to a list with another sort. Use the cursor from the previous page.',
  )
}

function isByLastCall({ sort }: Query): boolean {
  return sort?.endsWith('last_call_at') ?? false
}

/** Returns whether filters may drop some of the connectors that an index finds. */
function isFiltered({
  state,
  workspace_id,
  definition_id,
  name_contains = '',
  account_contains = '',
  last_call_before,
}: Query) {
  return (
    name_contains !== '' ||
    account_contains !== '' ||
    [state, workspace_id, definition_id, last_call_before].some((one) => one !== undefined)
  )
}

/**
 * Selects connectors in the order of an index, each once. Ids are UUIDv7, so a page does not change when connectors are
 * added.
 */
function inOrder(tx: TenantTransaction, query: Query, after: Position | undefined) {
  const { sort = 'created_at', state, definition_id, workspace_id } = query
  const isDescending = sort.startsWith('-')
  const direction = isDescending ? 'desc' : 'asc'
  const behind = isDescending ? sql`<` : sql`>`
  const byLastCall = isByLastCall(query)
  return tx
    .selectFrom('connectors as c')
    .select(['connector_id', 'definition_id', 'name', 'status', 'failing', 'last_call_at'])
    .select(['account_id', 'account_name'])
    .$if(workspace_id !== undefined, (rows) => rows.where('workspace_id', '=', workspace_id as string))
    .$if(definition_id !== undefined, (rows) => rows.where('definition_id', '=', definition_id as string))
    .$if(state === 'needs_attention', (rows) => rows.where(ATTENTION))
    .$if(after !== undefined && !byLastCall, (rows) =>
      rows.where(sql<boolean>`connector_id ${behind} ${after?.id}::uuid`),
    )
    .$if(after !== undefined && byLastCall, (rows) =>
      rows.where(
        sql<boolean>`(last_call_at, connector_id) ${behind} (${after?.key}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .$if(byLastCall, (rows) => rows.orderBy('last_call_at', direction))
    .orderBy('connector_id', direction)
}

/**
 * Selects the ids of the connectors that match the filters. If there are filters, looks at {@link MOST_LOOKED_AT}
 * connectors at most.
 */
function findConnectors(
  tx: TenantTransaction,
  query: Query,
  after: Position | undefined,
  limit: number,
  offset: number,
) {
  const { sort = 'created_at', state, name_contains: text = '', last_call_before } = query
  const account = query.account_contains?.toLowerCase() ?? ''
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const looked = inOrder(tx, query, after).$if(isFiltered(query), (rows) =>
    rows.limit(MOST_LOOKED_AT + offset),
  )
  return tx
    .selectFrom(looked.as('looked'))
    .select(['connector_id', LAST_CALL.as('last_call')])
    .$if(state !== undefined, (rows) => rows.where(STATES[state as keyof typeof STATES]))
    .$if(text !== '', (rows) => rows.where(sql<boolean>`position(${text.toLowerCase()} in lower(name)) > 0`))
    .$if(account !== '', (rows) =>
      rows.where(
        sql<boolean>`(position(${account} in lower(account_name)) > 0 or position(${account} in lower(account_id)) > 0)`,
      ),
    )
    .$if(last_call_before !== undefined, (rows) =>
      rows.where(sql<boolean>`last_call_at < ${last_call_before}::timestamptz`),
    )
    .$if(isByLastCall(query), (rows) => rows.orderBy('last_call_at', direction))
    .orderBy('connector_id', direction)
    .limit(limit)
    .offset(offset)
}

const STATES = {
  needs_attention: sql<boolean>`(failing or status = 'needs_reauthentication')`,
  failing: sql<boolean>`(failing and status = 'ready')`,
  needs_reauthentication: sql<boolean>`status = 'needs_reauthentication'`,
  works: sql<boolean>`(not failing and status = 'ready' and last_call_at > '1970-01-01T00:00:00Z')`,
  unused: sql<boolean>`(status = 'ready' and last_call_at = '1970-01-01T00:00:00Z')`,
}

/** Returns the last connector that a filtered page looked at. Undefined if it looked at all of them. */
async function lastLookedAt(
  tx: TenantTransaction,
  query: Query,
  after: Position | undefined,
  offset: number,
): Promise<Position | undefined> {
  const row = await inOrder(tx, query, after)
    .clearSelect()
    .select(['connector_id as id', LAST_CALL.as('last_call')])
    .offset(MOST_LOOKED_AT + offset - 1)
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, key: isByLastCall(query) ? row.last_call : '' }
}

function selectPage(tx: TenantTransaction, principal: Principal, query: Query, after: Position | undefined) {
  const { limit = DEFAULT_LIMIT, offset = 0, sort = 'created_at' } = query
  const direction = sort.startsWith('-') ? 'desc' : 'asc'
  const byLastCall = isByLastCall(query)
  const since = firstIdAt(Date.now() - WINDOW_MS)
  return tx
    .selectFrom(findConnectors(tx, query, after, limit + 1, after === undefined ? offset : 0).as('page'))
    .innerJoin('connectors as c', (join) =>
      join
        .on('c.organization_id', '=', principal.organization)
        .onRef('c.connector_id', '=', 'page.connector_id'),
    )
    .innerJoin('workspaces as w', sameTenant('w', 'c', 'workspace_id'))
    .select(['c.connector_id', 'c.workspace_id', 'c.definition_id', 'c.name', 'c.created_at', 'c.entities'])
    .select(['c.status', 'c.account_id', 'c.account_name', 'w.name as workspace_name'])
    .select((byLastCall ? sql<string>`page.last_call` : sql<string>`''`).as('sort_key'))
    .select(
      sql<Date | null>`(
        select at from tool_calls t
        where t.organization_id = c.organization_id and t.connector_id = c.connector_id
        order by t.call_id desc limit 1
      )`.as('last_accessed_at'),
    )
    .select(
      sql<number | string>`(
        select count(*) from (
          select from tool_calls t
          where t.organization_id = c.organization_id and t.connector_id = c.connector_id
            and t.call_id >= ${since}
          limit ${Math.floor(MOST_COUNTED / limit)}
        ) counted
      )`.as('direct_queries_30d'),
    )
    .$if(byLastCall, (rows) => rows.orderBy('page.last_call', direction))
    .orderBy('c.connector_id', direction)
    .execute()
}
