import { PING } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Adds a test event for an endpoint whose row the transaction has locked. It is sent before waiting deliveries.
 * @returns Its delivery.
 */
export async function addPing(
  tx: TenantTransaction,
  endpoint: { readonly endpoint_id: string; readonly sequence: string },
): Promise<string> {
  const { endpoint_id } = endpoint
  const sequence = Number(endpoint.sequence) + 1
  const [event_id, delivery_id, recorded_at] = [uuidv7(), uuidv7(), new Date()]
  const payload = { id: event_id, type: PING, timestamp: recorded_at.toISOString(), sequence, data: {} }
  await tx
    .insertInto('webhook_deliveries')
    .values({
      organization_id: tx.scope.organization,
      ...{ endpoint_id, delivery_id, event_id, recorded_at },
      sequence: String(sequence),
      type: PING,
      workspace_id: null,
      subject_id: event_id,
      payload: JSON.stringify(payload),
      tries: '[]',
      due_at: sql<Date>`now() - interval '1 day'`,
    })
    .execute()
  await tx
    .updateTable('webhook_endpoints')
    .set({ sequence: String(sequence), next_at: sql<Date>`now()` })
    .where('endpoint_id', '=', endpoint_id)
    .execute()
  return delivery_id
}
