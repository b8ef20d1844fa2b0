import type { pingWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { recordAudit } from '#journal/audit/record-audit'
import { addPing } from '#journal/events/add-ping'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { DELIVERY_COLUMNS, deliveryItem, holdEnabledEndpoint } from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Queues a test event for a webhook endpoint, before the deliveries that wait there. */
export const pingWebhookEndpoint: Handler<typeof operation> = async ({ database }, context, { params }) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const endpoint = await holdEnabledEndpoint(tx, params.endpoint_id)
    const delivery_id = await addPing(tx, endpoint)
    await recordAudit(tx, context, { subject: endpoint.endpoint_id })
    const row = await tx
      .selectFrom('webhook_deliveries')
      .select(DELIVERY_COLUMNS)
      .where('endpoint_id', '=', endpoint.endpoint_id)
      .where('delivery_id', '=', delivery_id)
      .executeTakeFirstOrThrow()
    return deliveryItem(row)
  })
}
