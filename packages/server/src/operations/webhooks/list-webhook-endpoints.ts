import type { Input, Output } from '@bulkhead/contract/operation'
import type { listWebhookEndpoints as operation } from '@bulkhead/contract/webhooks'
import { endpointItem, selectEndpoints } from '#events/endpoint-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { Principal } from '#request/principal'

/** Lists the webhook endpoints of the organization, oldest first. */
export async function listWebhookEndpoints(
  { database }: Services,
  principal: Principal,
  _input: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    selectEndpoints(tx).orderBy('endpoint_id').execute(),
  )
  return { data: rows.map((row) => endpointItem(row)) }
}
