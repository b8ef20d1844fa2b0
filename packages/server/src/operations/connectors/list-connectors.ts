import type { listConnectors as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { connectorItem } from '#connections/connector-views'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'
import { readHealth } from '#tool-calls/read-health'
import { findWorkspace } from '#workspaces/find-workspace'

/** Lists a workspace's connectors, oldest first. For a workspace that the caller cannot see, the list is empty. */
export async function listConnectors(
  { database, definitions }: Services,
  principal: Principal,
  { query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
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
