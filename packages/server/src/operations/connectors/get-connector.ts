import type { getConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { connectorNotFound, findConnector } from '#connections/connector-rows'
import { connectorDetail } from '#connections/connector-views'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'
import { readHealth } from '#tool-calls/read-health'

/** Gets one connector within the principal's scope. */
export async function getConnector(
  { database, definitions }: Services,
  principal: Principal,
  { params, query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, params.connector_id)
    if (row === undefined) return undefined
    const health = query.include_health ? await readHealth(tx, principal, [row]) : undefined
    return connectorDetail(definitions, row, health?.get(row.connector_id))
  })
  if (found === undefined) throw connectorNotFound()
  return found
}
