import type { updateWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import {
  ENDPOINT_COLUMNS,
  endpointItem,
  holdEndpoint,
  readEndpointUrl,
} from '#records/deliveries/endpoint-rows'
import { assertWorkspaces } from '#tenancy/workspaces/assert-workspaces'
import type { Handler } from '../handler.ts'

/**
 * Changes a webhook endpoint. If it is disabled, its waiting deliveries are given up. If it is enabled again, it starts
 * without any.
 */
export const updateWebhookEndpoint: Handler<typeof operation> = async (
  { database, egressPolicy },
  context,
  { params, body },
) => {
  const url = body.url === undefined ? undefined : readEndpointUrl(egressPolicy, body.url)
  return asPrincipal(database, context, 'read write', async (tx) => {
    const { endpoint_id, status } = await holdEndpoint(tx, params.endpoint_id)
    await assertWorkspaces(tx, body.workspace_ids ?? [])
    const isDisabled = body.status === 'disabled' && status === 'enabled'
    const isEnabled = body.status === 'enabled' && status === 'disabled'
    const row = await tx
      .updateTable('webhook_endpoints')
      .set({
        updated_at: sql<Date>`now()`,
        ...(url !== undefined && { url }),
        ...(body.description !== undefined && { description: body.description }),
        ...(body.event_types !== undefined && { event_types: body.event_types }),
        ...(body.workspace_ids !== undefined && { workspace_ids: body.workspace_ids }),
        // The sender gives up the waiting deliveries.
        ...(isDisabled && {
          status: 'disabled' as const,
          disabled_reason: 'caller' as const,
          disabled_at: sql<Date>`now()`,
          next_at: sql<Date>`now()`,
        }),
        ...(isEnabled && {
          ...{ status: 'enabled' as const, disabled_reason: null, disabled_at: null },
          ...{ failures: 0, failing_since: null, failure: null, failure_status: null },
          next_at: sql<Date>`now()`,
        }),
      })
      .where('endpoint_id', '=', endpoint_id)
      .returning(ENDPOINT_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: endpoint_id })
    return endpointItem(row)
  })
}
