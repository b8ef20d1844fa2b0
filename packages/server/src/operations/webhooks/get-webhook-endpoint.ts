import type { getWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { endpointItem, endpointNotFound, selectEndpoints } from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Returns one webhook endpoint of the organization. */
export const getWebhookEndpoint: Handler<typeof operation> = async (
  { database },
  principal,
  { params: { endpoint_id } },
) => {
  if (!isUuid(endpoint_id)) throw endpointNotFound()
  const row = await asPrincipal(database, principal, 'read only', (tx) =>
    selectEndpoints(tx).where('endpoint_id', '=', endpoint_id).executeTakeFirst(),
  )
  if (row === undefined) throw endpointNotFound()
  return endpointItem(row)
}
