import type { deleteWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { recordAudit } from '#audit/record-audit'
import { holdEndpoint } from '#events/endpoint-rows'
import type { Handler } from '#operations/handler'
import { asPrincipal } from '#platform/database/roles/as-principal'

/** Deletes a webhook endpoint; its deliveries go with it. */
export const deleteWebhookEndpoint: Handler<typeof operation> = async ({ database }, context, { params }) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const { endpoint_id } = await holdEndpoint(tx, params.endpoint_id)
    await tx.deleteFrom('webhook_endpoints').where('endpoint_id', '=', endpoint_id).execute()
    await recordAudit(tx, context, { subject: endpoint_id })
    return { id: endpoint_id, deleted_at: new Date().toISOString() }
  })
}
