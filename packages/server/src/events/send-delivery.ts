import { type DeliveryTry, FAILURES } from '@bulkhead/contract/webhooks'
import type { Sender } from '@bulkhead/engine'
import { EngineError, isEngineError } from '@bulkhead/engine/errors'
import type { DueDelivery } from './load-due.ts'
import { signWebhook } from './sign-webhook.ts'

/** Timeout from sending to the end of the response. */
const TIMEOUT_MS = 10_000
/** Limit of the response body. Only the status counts. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * Sends a delivery once. The egress policy checks the address that is dialled. Redirects are not followed. A 2xx
 * response means that the event was delivered. Nothing else of the response is kept.
 *
 * @returns Undefined if `signal` aborted the request. Then it is unknown whether the event arrived.
 */
export async function sendDelivery(
  sender: Sender,
  { url, secrets }: { readonly url: string; readonly secrets: readonly string[] },
  { event_id, payload }: Pick<DueDelivery, 'event_id' | 'payload'>,
  signal: AbortSignal,
): Promise<DeliveryTry | undefined> {
  const beganMs = Date.now()
  const began = performance.now()
  const done = (status: number | null, code: DeliveryTry['code']): DeliveryTry => ({
    at: new Date(beganMs).toISOString(),
    duration_ms: Math.round(performance.now() - began),
    status,
    code,
  })
  try {
    const { status } = await sender.send(
      {
        method: 'POST',
        url,
        headers: {
          'content-type': 'application/json',
          ...signWebhook(secrets, event_id, payload, beganMs),
        },
        body: payload,
        effect: 'write',
        assertFollows: refuseRedirect,
      },
      { withinMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES, signal },
    )
    return done(status, status >= 200 && status < 300 ? null : 'rejected')
  } catch (error) {
    if (signal.aborted) return undefined
    const code = isEngineError(error) ? error.code : 'internal'
    return done(null, code in FAILURES ? (code as DeliveryTry['code']) : 'internal')
  }
}

function refuseRedirect(): never {
  throw new EngineError('redirect_refused', 'Webhooks follow no redirect.', { may_be_done: false })
}
