import type { getConnector as operation } from '@bulkhead/contract/connectors'
import { connectorNotFound, findConnector } from '#connectors/connections/connector-rows'
import { connectorDetail } from '#connectors/connections/connector-views'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { readHealth } from '#records/tool-calls/read-health'
import type { Handler } from '../handler.ts'

/** Gets one connector within the principal's scope. */
export const getConnector: Handler<typeof operation> = async (
  { database, definitions },
  principal,
  { params, query },
) => {
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, params.connector_id)
    if (row === undefined) return undefined
    const health = query.include_health ? await readHealth(tx, principal, [row]) : undefined
    return connectorDetail(definitions, row, health?.get(row.connector_id))
  })
  if (found === undefined) throw connectorNotFound()
  return found
}
