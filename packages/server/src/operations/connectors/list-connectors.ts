import type { listConnectors as operation } from '@bulkhead/contract/connectors'
import type { Input } from '@bulkhead/contract/operation'
import type { Principal } from '#access/request/principal'
import { connectorItem } from '#connectors/connections/connector-views'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { lastLookedAt, MOST_LOOKED_AT, nextPage, readPage, toPage } from '#platform/keyset'
import { readHealth } from '#records/tool-calls/read-health'
import { findWorkspace } from '#tenancy/workspaces/find-workspace'
import type { Handler } from '../handler.ts'

type Query = Input<typeof operation>['query']

const PATH = '/api/v1/integrations/connectors'

/**
 * Lists a workspace's connectors, oldest first: a page if the request asks for one, else all of them. For a workspace
 * that the caller cannot see, the list is empty.
 */
export const listConnectors: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { query },
) => {
  const isPaged = query.limit !== undefined || query.cursor !== undefined
  const { limit, after } = readPage(query)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const workspace = await findWorkspace(tx, principal, query)
    if (workspace === undefined) return isPaged ? { data: [], next: null } : { data: [] }
    const found = findConnectors(tx, principal, workspace.workspace_id, after)
    const looked = isPaged ? found.limit(MOST_LOOKED_AT) : found
    const rows = await tx
      .selectFrom(looked.selectAll().as('connectors'))
      .selectAll()
      .$if(query.definition_id !== undefined, (rows) =>
        rows.where('definition_id', '=', query.definition_id as string),
      )
      .$if(query.end_user_id !== undefined, (rows) =>
        rows.where('end_user_id', '=', query.end_user_id as string),
      )
      .orderBy('connector_id')
      .$if(isPaged, (rows) => rows.limit(limit + 1))
      .execute()
    const shown = isPaged ? rows.slice(0, limit) : rows
    const health = query.include_health ? await readHealth(tx, principal, shown) : undefined
    const item = (row: (typeof rows)[number]) =>
      connectorItem(definitions, row, health?.get(row.connector_id))
    if (!isPaged) return { data: rows.map(item) }
    const last =
      isFiltered(query) && rows.length <= limit ? await lastLookedAt(found.select('connector_id')) : undefined
    const next = ({ connector_id }: { readonly connector_id: string }) => nextPage(PATH, query, connector_id)
    return toPage(rows, limit, item, next, last && next(last))
  })
}

/** Selects the connectors that the caller may see, in the order of their ids, which is by age. */
function findConnectors(
  tx: TenantTransaction,
  { grant }: Principal,
  workspace_id: string,
  after: string | undefined,
) {
  return tx
    .selectFrom('connectors')
    .where('workspace_id', '=', workspace_id)
    .$if(grant?.connector_ids !== undefined, (rows) =>
      rows.where('connector_id', 'in', grant?.connector_ids as string[]),
    )
    .$if(after !== undefined, (rows) => rows.where('connector_id', '>', after as string))
    .orderBy('connector_id')
}

function isFiltered({ definition_id, end_user_id }: Query): boolean {
  return definition_id !== undefined || end_user_id !== undefined
}
