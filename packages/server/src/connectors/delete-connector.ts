import { randomUUID } from 'node:crypto'
import type { deleteConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { asPrincipal } from '#database/as-principal'
import type { Principal } from '#principal'
import type { Services } from '#services'
import { connectorNotFound, findConnector } from './find-connector.ts'

/**
 * Deletes a connector; its sealed credentials go with it. Done when this answers: the `job_id` is there for
 * clients that expect one, and no operation takes it.
 */
export async function deleteConnector(
  { database }: Services,
  principal: Principal,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  await asPrincipal(database, principal, 'read write', async (tx) => {
    const row = await findConnector(tx, principal, params.connector_id)
    if (row === undefined) throw connectorNotFound()
    const { numDeletedRows } = await tx
      .deleteFrom('connectors')
      .where('organization_id', '=', row.organization_id)
      .where('workspace_id', '=', row.workspace_id)
      .where('connector_id', '=', row.connector_id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw connectorNotFound()
  })
  return { job_id: randomUUID() }
}
