import { BulkheadError } from '@bulkhead/contract/errors'
import { MOST_ENDPOINTS, type createWebhookEndpoint as operation } from '@bulkhead/contract/webhooks'
import { v7 as uuidv7 } from 'uuid'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import {
  ENDPOINT_COLUMNS,
  endpointItem,
  readEndpointUrl,
  sealSecret,
} from '#records/deliveries/endpoint-rows'
import { newWebhookSecret } from '#records/deliveries/sign-webhook'
import { assertWorkspaces } from '#tenancy/workspaces/assert-workspaces'
import type { Handler } from '../handler.ts'

/** Creates a webhook endpoint with a secret, which is shown in the response only. */
export const createWebhookEndpoint: Handler<typeof operation> = async (
  { database, keyring, egressPolicy },
  context,
  { body },
) => {
  const url = readEndpointUrl(egressPolicy, body.url)
  return asPrincipal(database, context, 'read write', async (tx) => {
    // The row is locked, so that requests that create endpoints at the same time are counted one after the other.
    await tx.selectFrom('organizations').select('organization_id').forUpdate().execute()
    const others = await tx.selectFrom('webhook_endpoints').select('endpoint_id').execute()
    if (others.length >= MOST_ENDPOINTS) {
      const message = `The organization has ${MOST_ENDPOINTS} webhook endpoints already. Delete one first.`
      throw new BulkheadError('webhook_endpoints_full', message)
    }
    await assertWorkspaces(tx, body.workspace_ids ?? [])
    const endpoint_id = uuidv7()
    const secret = newWebhookSecret()
    const row = await tx
      .insertInto('webhook_endpoints')
      .values({
        organization_id: context.organization,
        endpoint_id,
        url,
        description: body.description ?? null,
        event_types: body.event_types ?? null,
        workspace_ids: body.workspace_ids ?? null,
        sealed: await sealSecret(tx, keyring, endpoint_id, secret),
      })
      .returning(ENDPOINT_COLUMNS)
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: endpoint_id })
    return { ...endpointItem(row), secret }
  })
}
