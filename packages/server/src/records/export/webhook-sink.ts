import type { Sender } from '@bulkhead/engine'
import { EngineError } from '@bulkhead/engine/errors'
import { signWebhook } from '../deliveries/sign-webhook.ts'
import { JSON_LINES, SINK_WITHIN_MS, type Sink, toBody } from './sink.ts'

/** Receiver of exported records. */
export interface WebhookTarget {
  readonly url: string
  /** Secret: `whsec_` and bytes in base64. */
  readonly secret: string
}

/** Maximum size of a response body. Only the status counts. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * Creates a sink that sends each batch as a request, signed as webhooks are, under the egress policy. A 2xx status
 * means that the receiver has stored it.
 */
export function createWebhookSink(sender: Sender, { url, secret }: WebhookTarget): Sink {
  return {
    name: 'webhook',
    async append(lines, id) {
      const body = toBody(lines)
      const headers = { 'content-type': JSON_LINES, ...signWebhook([secret], id, body, Date.now()) }
      const { status } = await sender.send(
        { method: 'POST', url, headers, body, effect: 'write', assertFollows: refuseRedirect },
        { withinMs: SINK_WITHIN_MS, maxBodyBytes: MAX_BODY_BYTES },
      )
      if (status < 200 || status > 299)
        throw new Error(`The receiver of BULKHEAD_EXPORT_WEBHOOK_URL refused records with ${status}.`)
    },
  }
}

function refuseRedirect(): never {
  throw new EngineError('redirect_refused', 'The export does not follow redirects.', { may_be_done: false })
}
