import { BulkheadError } from '@bulkhead/contract/errors'
import type { Input, Output } from '@bulkhead/contract/operation'
import type { replayWebhookDelivery as operation } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { recordAudit } from '#audit/record-audit'
import { DELIVERY_COLUMNS, deliveryItem, holdEnabledEndpoint } from '#events/endpoint-rows'
import type { Services } from '#operations/services'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import type { RequestContext } from '#request/principal'

/** Queues a delivery again unchanged, whatever its status. */
export async function replayWebhookDelivery(
  { database }: Services,
  context: RequestContext,
  { params: { endpoint_id, delivery_id } }: Input<typeof operation>,
): Promise<Output<typeof operation>> {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const endpoint = await holdEnabledEndpoint(tx, endpoint_id)
    if (!isUuid(delivery_id)) throw deliveryNotFound()
    const row = await tx
      .updateTable('webhook_deliveries')
      .set({
        state: 'pending',
        ...{ attempts: 0, pending_since: sql<Date>`now()`, due_at: sql<Date>`now()`, finished_at: null },
      })
      .where('endpoint_id', '=', endpoint.endpoint_id)
      .where('delivery_id', '=', delivery_id)
      .returning(DELIVERY_COLUMNS)
      .executeTakeFirst()
    if (row === undefined) throw deliveryNotFound()
    await tx
      .updateTable('webhook_endpoints')
      .set({ next_at: sql<Date>`now()` })
      .where('endpoint_id', '=', endpoint.endpoint_id)
      .execute()
    await recordAudit(tx, context, { subject: row.delivery_id })
    return deliveryItem(row)
  })
}

function deliveryNotFound(): BulkheadError {
  return new BulkheadError('webhook_delivery_not_found', 'The webhook endpoint has no such delivery.')
}
