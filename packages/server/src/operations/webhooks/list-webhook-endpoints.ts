import type { listWebhookEndpoints as operation } from '@bulkhead/contract/webhooks'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { endpointItem, selectEndpoints } from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Lists the webhook endpoints of the organization, oldest first. */
export const listWebhookEndpoints: Handler<typeof operation> = async ({ database }, principal) => {
  const rows = await asPrincipal(database, principal, 'read only', (tx) =>
    selectEndpoints(tx).orderBy('endpoint_id').execute(),
  )
  return { data: rows.map((row) => endpointItem(row)) }
}
