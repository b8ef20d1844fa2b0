import type { rotateWebhookSecret as operation } from '@bulkhead/contract/webhooks'
import { sql } from 'kysely'
import { recordAudit } from '#journal/audit/record-audit'
import { asPrincipal } from '#platform/database/roles/as-principal'
import { holdEndpoint, sealSecret } from '#records/deliveries/endpoint-rows'
import { newWebhookSecret } from '#records/deliveries/sign-webhook'
import type { Handler } from '../handler.ts'

const DEFAULT_SECONDS = 86_400

/** Gives a webhook endpoint a new secret. For some time deliveries are also signed with the previous one. */
export const rotateWebhookSecret: Handler<typeof operation> = async (
  { database, keyring },
  context,
  { params, body: { previous_valid_for = DEFAULT_SECONDS } },
) => {
  return asPrincipal(database, context, 'read write', async (tx) => {
    const { endpoint_id, sealed } = await holdEndpoint(tx, params.endpoint_id)
    const secret = newWebhookSecret()
    const isKept = previous_valid_for > 0
    const { previous_until } = await tx
      .updateTable('webhook_endpoints')
      .set({
        sealed: await sealSecret(tx, keyring, endpoint_id, secret),
        previous_sealed: isKept ? sealed : null,
        previous_until: isKept ? sql<Date>`now() + make_interval(secs => ${previous_valid_for})` : null,
        updated_at: sql<Date>`now()`,
      })
      .where('endpoint_id', '=', endpoint_id)
      .returning('previous_until')
      .executeTakeFirstOrThrow()
    await recordAudit(tx, context, { subject: endpoint_id })
    return { id: endpoint_id, secret, previous_secret_until: previous_until?.toISOString() ?? null }
  })
}
