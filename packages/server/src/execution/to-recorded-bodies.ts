import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import type { PlannedRequest, UpstreamResponse } from '@bulkhead/engine'

/** Maximum number of characters of a body that are stored. */
const KEPT = 64 * 1024
/** Characters per byte in the longest form that the redactor finds: each byte as `\\u0041`, escaped once more. */
const LONGEST_FORM = 12

/** Returns the parts of a request and its response that may be stored, redacted and cut. */
export function toRecordedBodies(
  planned: PlannedRequest,
  response: UpstreamResponse | undefined,
  secrets: readonly string[],
  redact: (text: string) => string,
): RecordedBodies {
  const part = (body: string | Uint8Array | undefined, content_type: string | undefined) => ({
    content_type: content_type === undefined ? null : redact(content_type.slice(0, 255)),
    ...cutBody(body, secrets, redact),
  })
  return {
    request: {
      method: planned.method,
      url: redact(planned.url).slice(0, KEPT),
      ...part(planned.bytes ?? planned.body, planned.headers['content-type']),
    },
    response:
      response === undefined
        ? null
        : { status: response.status, ...part(response.body, response.headers['content-type']) },
  }
}

function cutBody(
  body: string | Uint8Array | undefined,
  secrets: readonly string[],
  redact: (text: string) => string,
): { body: string | null; is_cut: boolean } {
  if (body === undefined || body.length === 0) return { body: null, is_cut: false }
  // A secret that the cut splits would not be found, so the last characters, which may begin one, are left out.
  const margin = LONGEST_FORM * Math.max(0, ...secrets.map((secret) => Buffer.byteLength(secret)))
  const wanted = KEPT + margin
  const text =
    typeof body === 'string' ? body.slice(0, wanted) : toText(body.subarray(0, wanted), body.length)
  if (text === undefined) return { body: null, is_cut: true }
  const is_cut = body.length > wanted
  const redacted = redact(text)
  const kept = (is_cut ? redacted.slice(0, Math.max(0, redacted.length - margin)) : redacted).slice(0, KEPT)
  return { body: kept, is_cut: is_cut || kept.length < redacted.length }
}

/** Decodes UTF-8, without a character that the cut splits. Returns undefined if the bytes are not text. */
function toText(bytes: Uint8Array, length: number): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length < length })
    // Postgres and log readers do not accept NUL.
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
