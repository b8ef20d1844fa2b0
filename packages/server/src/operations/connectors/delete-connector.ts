import { randomUUID } from 'node:crypto'
import type { deleteConnector as operation } from '@bulkhead/contract/connectors'
import type { Input, Output } from '@bulkhead/contract/operation'
import { connectorNotFound, lockConnector, removeConnector } from '#connections/connector-rows'
import { revocableToken, revokeUpstream } from '#oauth/revoke-upstream'
import type { Services } from '#operations/services'
import type { RequestContext } from '#request/principal'
import { revoking } from '#tokens/revocation/revoking'

/**
 * Deletes a connector with its encrypted credentials before it responds. The `job_id` is there for clients that expect
 * one, and no operation accepts it. If the service can revoke the refresh token, that is tried afterwards.
 */
export async function deleteConnector(
  services: Services,
  context: RequestContext,
  { params }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const token = await revoking(services, context, async (tx, revoke) => {
    const row = await lockConnector(tx, params.connector_id)
    if (row === undefined) throw connectorNotFound()
    const revocable = await revocableToken(tx, services, row)
    await removeConnector(tx, context, row, revoke)
    return revocable
  })
  if (token !== undefined) services.backgroundTasks.add(revokeUpstream(services, context, token))
  return { job_id: randomUUID() }
}
