import type { getConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { asPrincipal } from '#database/as-principal'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { connectorDetail } from './connector-views.ts'
import { connectorNotFound, findConnector } from './find-connector.ts'

/** Gets one connector within the principal's scope. */
export async function getConnector(
  { database, definitions }: Services,
  principal: Principal,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    findConnector(tx, principal, params.connector_id),
  )
  if (row === undefined) throw connectorNotFound()
  return connectorDetail(definitions, row)
}
