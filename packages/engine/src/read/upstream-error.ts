import type { JsonValue } from '#model/json'
import type { RetryPolicy } from '#model/retry-policy'
import type { UpstreamResponse } from '#model/wire'
import { encodeJson } from '#text/encode-text'
import { isJsonObject, ownMember } from '#text/json-object'
import { parseJson } from '#text/parse-exact'
import { scanJson } from '#text/scan-json'

const MAX_LENGTH = 500
/** Bounds within which a message is searched. A body beyond them is treated as plain text. */
const BOUNDS = { depth: 64, values: 20_000 }

/** Function that removes secrets from a string: `text` of a redactor. */
export type Redact = (text: string) => string

/**
 * Returns the service's message from an error response, at most 500 characters. It is redacted before it is shortened,
 * since half a secret would not be recognized.
 */
export function messageIn(response: UpstreamResponse, redact: Redact): string {
  const fallback = `HTTP ${response.status} error`
  const start = response.body.subarray(0, 64 * 1024)
  const text = new TextDecoder().decode(start).trim()
  if (text === '' || /^<(!doctype|html|\?xml)/i.test(text)) return fallback
  const isParsed = text.startsWith('{') && scanJson(start, BOUNDS).excess === undefined
  const body = isParsed ? parseJson(text) : undefined
  const message = body === undefined ? text : errorText(body)
  return cut(redact(message.trim() === '' ? fallback : message))
}

/**
 * Returns the seconds of a `Retry-After` header, which is an HTTP date (RFC 9110 §10.2.3) or a number in `format`. A
 * date is relative to `now`, in milliseconds since the epoch. A time in the past yields 0.
 */
export function retryAfterSeconds(
  header: string | undefined,
  now: number,
  format: RetryPolicy['retry_after_format'] = 'seconds',
): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,13}(\.\d{1,9})?$/.test(text)) {
    const number = Number(text)
    if (format === 'milliseconds') return Math.ceil(number / 1000)
    // A number of ten digits would be more than thirty years, so it must be a time.
    if (format === 'unix_timestamp' || number >= 1e9) return Math.max(0, Math.ceil(number - now / 1000))
    return Math.ceil(number)
  }
  // Date.parse accepts almost any string. An HTTP date has letters and the zone GMT.
  const time = /^[A-Za-z]{3,9},? .*GMT$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(time) ? undefined : Math.max(0, Math.ceil((time - now) / 1000))
}

export function errorText(body: JsonValue): string {
  const errors = ownMember(body, 'errors')
  if (Array.isArray(errors) && errors.length > 0) return errors.slice(0, 20).map(memberText).join(', ')
  const found = [errors, ownMember(body, 'message'), ownMember(body, 'error')].find(
    (value) => value !== undefined && value !== null && value !== '' && !Array.isArray(value),
  )
  return memberText(found ?? body)
}

// An error is often an object that contains the message, sometimes under several names.
function memberText(value: JsonValue): string {
  if (typeof value === 'string') return value
  if (isJsonObject(value)) {
    for (const key of ['userPresentableMessage', 'message', 'error', 'error_description', 'detail']) {
      const text = ownMember(value, key)
      if (typeof text === 'string' && text !== '') return text
    }
  }
  return encodeJson(value) ?? ''
}

/** Returns the first 500 characters. */
export function cut(text: string): string {
  if (text.length <= MAX_LENGTH) return text
  // A surrogate pair must not be split.
  return text.slice(0, MAX_LENGTH).replace(/[\ud800-\udbff]$/, '')
}
