import { BulkheadError, ConfigurationError } from './client/errors.ts'
import type { Operations } from './generated/api.ts'

type EventType = NonNullable<Operations['createWebhookEndpoint']['body']['event_types']>[number]

/** Headers of a request, from `fetch` or from a Node server. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | { readonly [name: string]: string | readonly string[] | undefined }

/** Event of a webhook. */
export interface WebhookEvent {
  /** Id of the event. It stays the same when the event is sent again, so use it to recognize repetitions. */
  readonly id: string
  /** Type of the event. Later versions add types: ignore those that you do not know. */
  readonly type: EventType | 'webhook.ping'
  /** Time at which the event was recorded. */
  readonly timestamp: string
  /** Number of the event at this endpoint. Numbers have no gaps. */
  readonly sequence: number
  readonly data: {
    readonly workspace_id?: string
    readonly workspace_name?: string
    readonly connector_id?: string
    readonly connector_name?: string
    readonly definition_id?: string
    /** Slug of the service, such as `github`. */
    readonly service?: string | null
    readonly session_id?: string
    readonly [name: string]: unknown
  }
}

/**
 * Error of a request that the webhook's secret did not sign, that was changed, or that is older than 5 minutes. Respond
 * with 400.
 */
export class WebhookError extends BulkheadError {
  override readonly name = 'WebhookError'
}

const TOLERANCE_SECONDS = 300
const PREFIX = 'whsec_'

// Uses Web Crypto, which browsers and workers have: the SDK has no dependencies.

/** Verifies a request by the Standard Webhooks specification and returns its event. */
export async function unwrapWebhook(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  nowMs: number = Date.now(),
): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    getHeader(headers, `webhook-${name}`),
  )
  if (!id || !timestamp || !signatures) throw invalid('It lacks a webhook header.')
  if (!/^\d{1,12}$/.test(timestamp)) throw invalid('Its timestamp is not a number.')
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > TOLERANCE_SECONDS)
    throw invalid('It was sent more than 5 minutes ago, or one of the clocks is wrong.')
  const text = toText(body)
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`)
  const given = signatures.split(' ').flatMap((one) => (one.startsWith('v1,') ? [one.slice(3)] : []))
  for (const one of typeof secret === 'string' ? [secret] : secret) {
    const key = await importKey(one)
    for (const signature of given) {
      const bytes = fromBase64(signature)
      // Compares in constant time.
      if (bytes !== undefined && (await crypto.subtle.verify('HMAC', key, bytes, signed)))
        return JSON.parse(text) as WebhookEvent
    }
  }
  throw invalid('No signature matches this secret and body.')
}

function toText(body: string | Uint8Array): string {
  try {
    return typeof body === 'string' ? body : new TextDecoder().decode(body)
  } catch {
    const message = 'Pass the raw body, as bytes or a string. A framework has already parsed this one.'
    throw new ConfigurationError('invalid_argument', message)
  }
}

function importKey(secret: string) {
  const bytes = fromBase64(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret)
  if (bytes === undefined || bytes.length === 0) throw invalid("The secret is not an endpoint's secret.")
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function getHeader(headers: WebhookHeaders, name: string): string | undefined {
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined
  const named = headers as { readonly [name: string]: string | readonly string[] | undefined }
  const key = Object.keys(named).find((one) => one.toLowerCase() === name)
  const value = key === undefined ? undefined : named[key]
  return typeof value === 'string' ? value : value?.[0]
}

function invalid(why: string): WebhookError {
  return new WebhookError('webhook_invalid', `The request is not a valid webhook. ${why}`)
}
