import type { getConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { asPrincipal } from '#database/as-principal'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { readHealth } from '#tool-calls/read-health'
import { connectorDetail } from './connector-views.ts'
import { connectorNotFound, findConnector } from './find-connector.ts'

/** Gets one connector within the principal's scope. */
export async function getConnector(
  { database, definitions }: Services,
  principal: Principal,
  { params, query }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const found = await asPrincipal(database, principal, 'read only', async (tx) => {
    const row = await findConnector(tx, principal, params.connector_id)
    if (row === undefined) return undefined
    const health = query.include_health ? await readHealth(tx, principal, [row]) : undefined
    return connectorDetail(definitions, row, health?.get(row.connector_id))
  })
  if (found === undefined) throw connectorNotFound()
  return found
}
