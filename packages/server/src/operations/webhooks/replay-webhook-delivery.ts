import { BulkheadError } from '@bulkhead/contract/errors'
import type { replayWebhookDelivery as operation } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { DELIVERY_COLUMNS, deliveryItem, holdEnabledEndpoint } from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Queues a delivery again unchanged, whatever its status. */
export const replayWebhookDelivery: Handler<typeof operation> = async (
  { database },
  context,
  { params: { endpoint_id, delivery_id } },
) => {
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
