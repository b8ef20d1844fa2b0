import { setImmediate as yieldToOthers } from 'node:timers/promises'
import { BulkheadError } from '@bulkhead/contract/errors'
import type { deleteWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { NIL } from 'uuid'
import { recordAudit } from '#journal/audit/record-audit'
import { CHUNK } from '#platform/database/chunk'
import { asPrincipal } from '#platform/database/roles/as-principal'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import { holdEndpoint } from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Time in milliseconds after which a request ends. Repeated, it goes on. */
const AT_MOST_MS = 20_000

/**
 * Deletes a webhook endpoint; its deliveries go with it. Millions of them take longer than a statement may, so all but
 * the last are deleted before it, in parts.
 */
export const deleteWebhookEndpoint: Handler<typeof operation> = async ({ database }, context, { params }) => {
  const until = performance.now() + AT_MOST_MS
  let after: string = NIL
  while (performance.now() < until) {
    const done = await asPrincipal(database, context, 'read write', async (tx) => {
      const { endpoint_id } = await holdEndpoint(tx, params.endpoint_id)
      const last = await deletePart(tx, endpoint_id, after)
      if (last !== undefined) return last
      await tx.deleteFrom('webhook_endpoints').where('endpoint_id', '=', endpoint_id).execute()
      await recordAudit(tx, context, { subject: endpoint_id })
      return { id: endpoint_id, deleted_at: new Date().toISOString() }
    })
    if (typeof done !== 'string') return done
    after = done
    // An embedded database holds the event loop while it works.
    await yieldToOthers()
  }
  const message =
    'The webhook endpoint has many deliveries, and some are left. Repeat the request to continue.'
  throw new BulkheadError('unavailable', message, { retryAfter: 1 })
}

/** Deletes the deliveries after one. @returns The last of them. Undefined if there are few, and none was deleted. */
async function deletePart(
  tx: TenantTransaction,
  endpoint_id: string,
  after: string,
): Promise<string | undefined> {
  const part = await tx
    .selectFrom('webhook_deliveries')
    .select('delivery_id')
    .where('endpoint_id', '=', endpoint_id)
    .where('delivery_id', '>', after)
    .orderBy('delivery_id')
    .limit(CHUNK)
    .execute()
  const last = part.at(-1)?.delivery_id
  if (last === undefined || part.length < CHUNK) return undefined
  await tx
    .deleteFrom('webhook_deliveries')
    .where('endpoint_id', '=', endpoint_id)
    .where('delivery_id', '>', after)
    .where('delivery_id', '<=', last)
    .execute()
  return last
}
