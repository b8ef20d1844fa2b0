import type { JsonValue } from '#definition'
import { isJsonObject } from '#json-object'
import { compileNeedles, type Needles } from '#secret-needles'

const REDACTED = '[redacted]'
const MAX_DEPTH = 2000

/** Takes secrets out of what an upstream sent back. */
export interface Redactor {
  /** The text with every occurrence of a secret replaced by `[redacted]`. */
  text(text: string): string
  /**
   * Whether it is certain that a JSON text holds nothing to redact, members included that a parser would
   * drop. False also where only a closer look can tell: parse them then, and redact the value.
   */
  isClean(json: string): boolean
  /** The value with its texts, keys and numbers redacted. The same value if there is nothing to redact. */
  value<T>(value: T): T
}

/**
 * Makes a redactor for secrets, as `secretsOf` lists them. It finds a secret raw, escaped as in JSON or
 * HTML, percent-encoded in part or whole (also with `+`), in hex, and in base64 or base64url at whatever
 * position it stands in what was encoded. Secrets shorter than 4 characters are left alone, since they
 * would be found everywhere.
 */
export function createRedactor(secrets: readonly string[]): Redactor {
  const needles = compileNeedles(secrets.filter((secret) => secret.length >= 4))
  if (needles.shortest === Number.POSITIVE_INFINITY) return CLEAN
  const redact = (text: string) => redactText(needles, text)
  return {
    text: redact,
    isClean: (json) => !needles.mayHoldIn(json),
    value: <T>(value: T) => redactValue(needles, redact, value, 0) as T,
  }
}

const CLEAN: Redactor = { text: (text) => text, isClean: () => true, value: (value) => value }

function redactText(needles: Needles, text: string): string {
  if (text.length < needles.shortest) return text
  const spans = needles.spansIn(text)
  if (spans.length === 0) return text
  spans.sort((a, b) => a.start - b.start)
  let result = ''
  let end = 0
  for (const [index, span] of spans.entries()) {
    // Spans that overlap or touch are one secret to the reader.
    if (index === 0 || span.start > end) result += text.slice(end, span.start) + REDACTED
    end = Math.max(end, span.end)
  }
  return result + text.slice(end)
}

// Copies only what changes: results are large and nearly never hold a secret.
function redactValue(
  needles: Needles,
  redact: (text: string) => string,
  value: unknown,
  depth: number,
): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number' || JSON.isRawJSON(value)) return redactNumber(needles, value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return REDACTED
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const redacted = redactValue(needles, redact, value[index], depth + 1)
      if (redacted === value[index]) continue
      copy ??= [...value]
      copy[index] = redacted
    }
    return copy ?? value
  }
  return isJsonObject(value) ? redactObject(needles, redact, value, depth) : value
}

function redactObject(
  needles: Needles,
  redact: (text: string) => string,
  value: { readonly [key: string]: JsonValue },
  depth: number,
) {
  let isChanged = false
  const entries: [string, unknown][] = []
  for (const key of Object.keys(value)) {
    const entry: [string, unknown] = [redact(key), redactValue(needles, redact, value[key], depth + 1)]
    isChanged ||= entry[0] !== key || entry[1] !== value[key]
    entries.push(entry)
  }
  return isChanged ? Object.fromEntries(entries) : value
}

function redactNumber(needles: Needles, value: number | { readonly rawJSON: string }): unknown {
  if (!needles.has_digits_only) return value
  const text = typeof value === 'number' ? String(value) : value.rawJSON
  return needles.spansIn(text).length > 0 ? REDACTED : value
}
