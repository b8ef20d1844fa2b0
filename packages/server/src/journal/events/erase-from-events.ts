import { sql } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'

/**
 * Erases an end user from the events of the organization and from their deliveries. Call it after changing the rows
 * from which events are created, so that no later event contains the end user.
 */
export async function eraseFromEvents(tx: TenantTransaction, end_user_id: string): Promise<void> {
  const { organization } = tx.scope
  // While the endpoints are locked, no process turns events into deliveries, which it may have read before.
  await tx.selectFrom('webhook_endpoints').select('endpoint_id').orderBy('endpoint_id').forUpdate().execute()
  await sql`
    update events set data = data || '{"end_user": null}'
    where organization_id = ${organization}::uuid and data -> 'end_user' ->> 'id' = ${end_user_id}`.execute(
    tx,
  )
  await sql`
    update webhook_deliveries
    set end_user_id = null, payload = jsonb_set(payload::jsonb, '{data,end_user}', 'null')::text
    where organization_id = ${organization}::uuid and end_user_id = ${end_user_id}`.execute(tx)
}
