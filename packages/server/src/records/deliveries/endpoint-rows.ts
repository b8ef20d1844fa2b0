import { BulkheadError, invalid } from '@bulkhead/contract/errors'
import type { WebhookDelivery, WebhookEndpoint } from '@bulkhead/contract/webhooks'
import { checkUrl, type EgressPolicy } from '@bulkhead/engine'
import { isEngineError } from '@bulkhead/engine/errors'
import type { Selectable } from 'kysely'
import type { TenantTransaction } from '#platform/database/roles/tenant-transaction'
import type { Schema } from '#platform/database/schema/tables'
import { isUuid } from '#platform/identifiers'
import type { Keyring } from '#platform/vault/keyring'
import { readOrganizationKey } from '#platform/vault/read-organization-key'
import { sealWebhookSecret } from '#platform/vault/sealed-values'

/** Columns of an endpoint that the API shows. */
export const ENDPOINT_COLUMNS = [
  ...(['endpoint_id', 'url', 'description', 'event_types', 'workspace_ids', 'status'] as const),
  ...(['disabled_reason', 'disabled_at', 'failing_since', 'failure', 'failure_status'] as const),
  ...(['delivered_at', 'previous_until', 'created_at', 'updated_at'] as const),
] as const
export const DELIVERY_COLUMNS = [
  ...(['delivery_id', 'event_id', 'sequence', 'type', 'workspace_id', 'state'] as const),
  ...(['recorded_at', 'due_at', 'finished_at', 'payload', 'tries'] as const),
] as const

type EndpointRow = Pick<Selectable<Schema['webhook_endpoints']>, (typeof ENDPOINT_COLUMNS)[number]>
type DeliveryRow = Pick<Selectable<Schema['webhook_deliveries']>, (typeof DELIVERY_COLUMNS)[number]>

/** Selects the columns that the API shows of the organization's endpoints. */
export function selectEndpoints(tx: TenantTransaction) {
  return tx.selectFrom('webhook_endpoints').select(ENDPOINT_COLUMNS)
}

/**
 * Finds an endpoint of the organization and locks it until the transaction ends. @throws BulkheadError
 * `webhook_endpoint_not_found`
 */
export async function holdEndpoint(tx: TenantTransaction, endpoint_id: string) {
  if (!isUuid(endpoint_id)) throw endpointNotFound()
  const row = await selectEndpoints(tx)
    .select(['sequence', 'sealed'])
    .where('endpoint_id', '=', endpoint_id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw endpointNotFound()
  return row
}

/** Like {@link holdEndpoint}, for an enabled endpoint. @throws BulkheadError also `webhook_endpoint_disabled` */
export async function holdEnabledEndpoint(tx: TenantTransaction, endpoint_id: string) {
  const row = await holdEndpoint(tx, endpoint_id)
  if (row.status === 'disabled')
    throw new BulkheadError('webhook_endpoint_disabled', 'The webhook endpoint is disabled. Enable it first.')
  return row
}

/** Returns the error for an endpoint that the organization does not have, whether or not another does. */
export function endpointNotFound(): BulkheadError {
  return new BulkheadError('webhook_endpoint_not_found', 'There is no such webhook endpoint.')
}

/**
 * Returns the normalized URL of an endpoint. Its host name is resolved, and the addresses are checked, at each
 * delivery.
 *
 * @throws BulkheadError `egress_refused`, `invalid_request`
 */
export function readEndpointUrl(policy: EgressPolicy, text: string): string {
  const url = URL.parse(text)
  if (url === null || url.hash !== '') throw invalid('body.url', 'body.url is not a URL without fragment')
  try {
    checkUrl(policy, url)
  } catch (error) {
    if (isEngineError(error)) throw new BulkheadError('egress_refused', error.message)
    throw error
  }
  return url.href
}

/** Seals a secret under the data key of the organization. */
export async function sealSecret(
  tx: TenantTransaction,
  keyring: Keyring,
  endpoint: string,
  secret: string,
): Promise<Uint8Array> {
  const { organization } = tx.scope
  return sealWebhookSecret(await readOrganizationKey(tx, keyring), { organization, endpoint }, secret)
}

/** Returns an endpoint as the API shows it. */
export function endpointItem(row: EndpointRow, nowMs: number = Date.now()): WebhookEndpoint {
  const { endpoint_id, previous_until, url, description, event_types, workspace_ids, status } = row
  return {
    ...{ id: endpoint_id, url, description, event_types, workspace_ids, status },
    disabled_reason: row.disabled_reason,
    disabled_at: row.disabled_at?.toISOString() ?? null,
    failing_since: row.failing_since?.toISOString() ?? null,
    failure: row.failure as WebhookEndpoint['failure'],
    failure_status: row.failure_status,
    delivered_at: row.delivered_at?.toISOString() ?? null,
    previous_secret_until:
      previous_until !== null && previous_until.getTime() > nowMs ? previous_until.toISOString() : null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** Returns a delivery as the API shows it. */
export function deliveryItem(row: DeliveryRow): WebhookDelivery {
  const { delivery_id, event_id, type, workspace_id, state, tries } = row
  return {
    ...{ id: delivery_id, event_id, sequence: Number(row.sequence), type, workspace_id, state },
    recorded_at: row.recorded_at.toISOString(),
    next_try_at: state === 'pending' ? row.due_at.toISOString() : null,
    finished_at: row.finished_at?.toISOString() ?? null,
    payload: JSON.parse(row.payload),
    tries,
  }
}
