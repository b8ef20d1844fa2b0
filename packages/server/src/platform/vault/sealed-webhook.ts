import type { KeyObject } from 'node:crypto'
import { getContext, open, seal } from './seal.ts'

/** Context that binds the secret of a webhook endpoint. The secret opens under no other context. */
export interface WebhookContext {
  organization: string
  endpoint: string
}

/** Seals the secret of a webhook endpoint under the data key of the organization. */
export function sealWebhookSecret(
  dataKey: KeyObject | Uint8Array,
  context: WebhookContext,
  secret: string,
): Uint8Array {
  return seal(dataKey, Buffer.from(secret), webhookContext(context))
}

/** Opens the secret of a webhook endpoint for one use. @throws SealError */
export function openWebhookSecret(
  dataKey: KeyObject | Uint8Array,
  context: WebhookContext,
  sealed: Uint8Array,
): string {
  return open(dataKey, sealed, webhookContext(context)).toString('utf8')
}

function webhookContext({ organization, endpoint }: WebhookContext) {
  return getContext('webhook secret', organization, endpoint)
}
