import type { RecordedBodies } from '@bulkhead/contract/tool-calls'
import type { PlannedRequest, UpstreamResponse } from '@bulkhead/engine'

/** Characters of a body that are kept. */
const KEPT = 64 * 1024
/** The longest form that the redactor finds: each byte as `\\u0041`, escaped once more. */
const LONGEST_FORM = 12

/** Makes of a request and its response what may be kept: redacted, and cut. Nothing else of them is kept. */
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
  // A secret that the cut goes through would not be found: what may be the beginning of one is left out.
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

/** The text of bytes in UTF-8, but for a character that the cut goes through; undefined where they are no text. */
function toText(bytes: Uint8Array, length: number): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length < length })
    // Postgres and readers of logs take none of these.
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}
