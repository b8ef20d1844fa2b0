import type { Input, Output } from '@bulkhead/contract/operation'
import type { getWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { endpointItem, endpointNotFound, selectEndpoints } from '#events/endpoint-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import type { Principal } from '#request/principal'

/** Returns one webhook endpoint of the organization. */
export async function getWebhookEndpoint(
  { database }: Services,
  principal: Principal,
  { params: { endpoint_id } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  if (!isUuid(endpoint_id)) throw endpointNotFound()
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    selectEndpoints(tx).where('endpoint_id', '=', endpoint_id).executeTakeFirst(),
  )
  if (row === undefined) throw endpointNotFound()
  return endpointItem(row)
}
