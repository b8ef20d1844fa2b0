import type { listWebhookDeliveries as operation } from '@bulkhead/contract/webhooks'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { isUuid } from '#platform/identifiers'
import { lastLookedAt, MOST_LOOKED_AT, nextPage, readPage, toPage } from '#platform/keyset'
import {
  DELIVERY_COLUMNS,
  deliveryItem,
  endpointNotFound,
  selectEndpoints,
} from '#records/deliveries/endpoint-rows'
import type { Handler } from '../handler.ts'

/** Lists the deliveries to a webhook endpoint, newest first. */
export const listWebhookDeliveries: Handler<typeof operation> = async (
  { database },
  principal,
  { params: { endpoint_id }, query },
) => {
  if (!isUuid(endpoint_id)) throw endpointNotFound()
  const { state, type } = query
  const path = `/api/v1/webhook-endpoints/${endpoint_id}/deliveries`
  const behind = (delivery_id: string) => nextPage(path, query, delivery_id)
  return asPrincipal(database, principal, 'read only', async (tx) => {
    const endpoint = await selectEndpoints(tx).where('endpoint_id', '=', endpoint_id).executeTakeFirst()
    if (endpoint === undefined) throw endpointNotFound()
    const { limit, after } = readPage(query)
    let found = tx
      .selectFrom('webhook_deliveries')
      .where('endpoint_id', '=', endpoint_id)
      .orderBy('delivery_id', 'desc')
    if (after !== undefined) found = found.where('delivery_id', '<', after)
    const rows = await tx
      .selectFrom(found.selectAll().limit(MOST_LOOKED_AT).as('webhook_deliveries'))
      .select(DELIVERY_COLUMNS)
      .$if(state !== undefined, (page) => page.where('state', '=', state as 'pending'))
      .$if(type !== undefined, (page) => page.where('type', '=', type as string))
      .orderBy('delivery_id', 'desc')
      .limit(limit + 1)
      .execute()
    const isFiltered = state !== undefined || type !== undefined
    const last =
      isFiltered && rows.length <= limit ? await lastLookedAt(found.select('delivery_id')) : undefined
    return toPage(
      rows,
      limit,
      deliveryItem,
      ({ delivery_id }) => behind(delivery_id),
      last && behind(last.delivery_id),
    )
  })
}
