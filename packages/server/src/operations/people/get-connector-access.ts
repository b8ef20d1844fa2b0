import type { getConnectorAccess as operation } from '@bulkhead/contract/people/access'
import { connectorNotFound, findConnector } from '#connectors/connections/connector-rows'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Handler } from '../handler.ts'

/** Shows the access rules of a connector. */
export const getConnectorAccess: Handler<typeof operation> = async ({ database }, principal, { params }) => {
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const found = await findConnector(tx, params.connector_id)
    if (found === undefined) throw connectorNotFound()
    const { workspace_id, connector_id } = found
    const row = await tx
      .selectFrom('connector_access')
      .select('rules')
      .where('workspace_id', '=', workspace_id)
      .where('connector_id', '=', connector_id)
      .executeTakeFirst()
    return { connector_id, access: row?.rules ?? null }
  })
}
