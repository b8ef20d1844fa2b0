import type { listConnectors as operation } from '@bulkhead/contract/connectors'
import { connectorItem } from '#connections/connector-views'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readHealth } from '#tool-calls/read-health'
import { findWorkspace } from '#workspaces/find-workspace'

/** Lists a workspace's connectors, oldest first. For a workspace that the caller cannot see, the list is empty. */
export const listConnectors: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { query },
) => {
  const data = await asPrincipal(database, principal, 'read only', async (tx) => {
    const workspace = await findWorkspace(tx, principal, query)
    if (workspace === undefined) return []
    const rows = await tx
      .selectFrom('connectors')
      .selectAll()
      .where('workspace_id', '=', workspace.workspace_id)
      .$if(query.definition_id !== undefined, (found) =>
        found.where('definition_id', '=', query.definition_id as string),
      )
      .$if(query.end_user_id !== undefined, (found) =>
        found.where('end_user_id', '=', query.end_user_id as string),
      )
      .$if(principal.grant?.connector_ids !== undefined, (found) =>
        found.where('connector_id', 'in', principal.grant?.connector_ids as string[]),
      )
      .orderBy('connector_id')
      .execute()
    const health = query.include_health ? await readHealth(tx, principal, rows) : undefined
    return rows.map((row) => connectorItem(definitions, row, health?.get(row.connector_id)))
  })
  return { data }
}
