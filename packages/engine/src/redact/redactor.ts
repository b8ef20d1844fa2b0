import type { JsonValue } from '#model/definition'
import { isJsonObject } from '#text/json-object'
import {
  compileNeedles,
  mayHoldIn,
  type NeedleSketch,
  type Needles,
  sketchNeedles,
} from './secret-needles.ts'

export type { NeedleSketch }

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
 *
 * @param sketch Of these secrets, where {@link sketchSecrets} made it before.
 */
export function createRedactor(secrets: readonly string[], sketch = sketchSecrets(secrets)): Redactor {
  if (sketch.anchors.length === 0) return CLEAN
  // Nearly every answer is clean, and then nothing but the sketch is needed.
  let compiled: Needles | undefined
  const needles = () => {
    compiled ??= compileNeedles(secrets.filter(isFindable))
    return compiled
  }
  const redact = (text: string) => (text.length < sketch.shortest ? text : redactText(needles(), text))
  return {
    text: redact,
    isClean: (json) => !mayHoldIn(sketch, json),
    value: <T>(value: T) => redactValue(sketch, redact, value, 0) as T,
  }
}

/** What tells that a text holds no secret. As secret as they are. */
export function sketchSecrets(secrets: readonly string[]): NeedleSketch {
  return sketchNeedles(secrets.filter(isFindable))
}

function isFindable(secret: string): boolean {
  return secret.length >= 4
}

const CLEAN: Redactor = { text: (text) => text, isClean: () => true, value: (value) => value }

function redactText(needles: Needles, text: string): string {
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
  sketch: NeedleSketch,
  redact: (text: string) => string,
  value: unknown,
  depth: number,
): unknown {
  if (typeof value === 'string') return redact(value)
  if (typeof value === 'number' || JSON.isRawJSON(value)) return redactNumber(sketch, redact, value)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return REDACTED
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined
    for (let index = 0; index < value.length; index += 1) {
      const redacted = redactValue(sketch, redact, value[index], depth + 1)
      if (redacted === value[index]) continue
      copy ??= [...value]
      copy[index] = redacted
    }
    return copy ?? value
  }
  return isJsonObject(value) ? redactObject(sketch, redact, value, depth) : value
}

function redactObject(
  sketch: NeedleSketch,
  redact: (text: string) => string,
  value: { readonly [key: string]: JsonValue },
  depth: number,
) {
  let isChanged = false
  const entries: [string, unknown][] = []
  for (const key of Object.keys(value)) {
    const entry: [string, unknown] = [redact(key), redactValue(sketch, redact, value[key], depth + 1)]
    isChanged ||= entry[0] !== key || entry[1] !== value[key]
    entries.push(entry)
  }
  return isChanged ? Object.fromEntries(entries) : value
}

function redactNumber(
  { has_digits_only }: NeedleSketch,
  redact: (text: string) => string,
  value: number | { readonly rawJSON: string },
): unknown {
  if (!has_digits_only) return value
  const text = typeof value === 'number' ? String(value) : value.rawJSON
  return redact(text) === text ? value : REDACTED
}
