import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import {
  compileSecretPatterns,
  fingerprintPatterns,
  mayHoldIn,
  type PatternFingerprint,
  type SecretPatterns,
  type Span,
} from './secret-patterns.ts'

// Own code: no library finds secrets in their encodings.

export type { PatternFingerprint }

const REDACTED = '[redacted]'
const MAX_DEPTH = 2000
/** Maximum number of names that are remembered as clean. Records of a list have the same names. */
const MAX_KNOWN_NAMES = 1000

/** A redactor, which removes secrets from an upstream's response. */
export interface Redactor {
  /**
   * Returns the string with every occurrence of a secret replaced by `[redacted]`. If string and secrets are so repetitive
   * that the search would take too long, the whole string is replaced.
   */
  text(text: string): string
  /**
   * Returns whether a JSON text certainly contains nothing to redact, including members that a parser would drop. If it
   * returns false, parse the text and redact the value: it may be clean nevertheless.
   */
  isClean(json: Uint8Array): boolean
  /**
   * Returns the value with its strings, keys and numbers redacted. Returns the same value if there is nothing to
   * redact.
   */
  value<T>(value: T): T
}

/**
 * Creates a redactor for secrets from `getSecrets`. It finds a secret
 *
 * - raw, in hex (also as pairs separated by `:`), and in base64 or base64url at any offset of the encoded data,
 * - escaped on top of that as in JSON, HTML or URLs, by `\x41`, `\101` or by `+` for a space, partly or completely, up
 *   to three times,
 * - in upper or lower case, if its form has 12 characters or more,
 * - shortened, if three quarters of its form are left (at least 16 characters; 32 are always enough) and they are its
 *   end, or its beginning and half of it.
 *
 * Secrets shorter than 4 characters are ignored, since they would be found everywhere.
 *
 * @param fingerprint Fingerprint of these secrets, if {@link fingerprintSecrets} made it before.
 */
export function createRedactor(
  secrets: readonly string[],
  fingerprint = fingerprintSecrets(secrets),
): Redactor {
  if (fingerprint.suffixes.length === 0) return CLEAN
  // Nearly every response is clean. For those only the fingerprint is needed.
  let compiled: SecretPatterns | undefined
  const patterns = () => {
    compiled ??= compileSecretPatterns(secrets.filter(isFindable))
    return compiled
  }
  const text = (given: string) =>
    given.length < fingerprint.shortest ? given : redactText(patterns(), given)
  return {
    text,
    isClean: (json) => !mayHoldIn(fingerprint, json),
    value: <T>(value: T) => redactValue(value, { text, name: createNameRedactor(text), fingerprint }, 0) as T,
  }
}

/** Computes the fingerprint that shows that a string contains no secret. It is as confidential as the secrets. */
export function fingerprintSecrets(secrets: readonly string[]): PatternFingerprint {
  return fingerprintPatterns(secrets.filter(isFindable))
}

function isFindable(secret: string): boolean {
  return secret.length >= 4
}

const CLEAN: Redactor = { text: (text) => text, isClean: () => true, value: (value) => value }

// A shared buffer, because most strings are short and allocating one for each would cost more than the search.
const scratch = Buffer.alloc(4096)

function redactText(patterns: SecretPatterns, text: string): string {
  const isShort = text.length * 3 <= scratch.length
  const bytes = isShort ? scratch : Buffer.from(text)
  const end = isShort ? scratch.write(text) : bytes.length
  const spans = patterns.spansIn(bytes, end)
  if (spans === undefined) return REDACTED
  if (spans.length === 0) return text
  const merged = mergeSpans(spans)
  return withoutSpans(text, end === text.length ? merged : toCharacters(merged, bytes, end))
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** Converts ranges of UTF-8 bytes to ranges of characters. A character that is partly in a range is included. */
function toCharacters(spans: readonly Span[], bytes: Uint8Array, length: number): Span[] {
  let at = 0
  let characters = 0
  const advance = (isBefore: (next: number) => boolean) => {
    while (at < length) {
      const byte = bytes[at] as number
      const width = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
      if (!isBefore(at + width)) break
      at += width
      characters += width === 4 ? 2 : 1
    }
    return characters
  }
  return spans.map(({ start, end }) => ({
    start: advance((next) => next <= start),
    end: advance(() => at < end),
  }))
}

function withoutSpans(text: string, spans: readonly Span[]): string {
  let result = ''
  let from = 0
  for (const { start, end } of spans) {
    result += text.slice(from, start) + REDACTED
    from = end
  }
  return result + text.slice(from)
}

interface Redaction {
  readonly text: (text: string) => string
  readonly name: (name: string) => string
  readonly fingerprint: PatternFingerprint
}

function createNameRedactor(redact: (text: string) => string): (name: string) => string {
  const clean = new Set<string>()
  return (name) => {
    if (clean.has(name)) return name
    const redacted = redact(name)
    if (redacted === name && clean.size < MAX_KNOWN_NAMES) clean.add(name)
    return redacted
  }
}

// Copies only the parts that change: results are large and rarely contain a secret.
function redactValue(value: unknown, redaction: Redaction, depth: number): unknown {
  if (typeof value === 'string') return redaction.text(value)
  if (typeof value === 'number' || JSON.isRawJSON(value)) return redactNumber(value, redaction)
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) return REDACTED
  if (Array.isArray(value)) return redactArray(value, redaction, depth)
  return isJsonObject(value) ? redactObject(value, redaction, depth) : value
}

function redactArray(value: readonly unknown[], redaction: Redaction, depth: number): readonly unknown[] {
  let copy: unknown[] | undefined
  for (let index = 0; index < value.length; index += 1) {
    const redacted = redactValue(value[index], redaction, depth + 1)
    if (redacted === value[index]) continue
    copy ??= value.slice()
    copy[index] = redacted
  }
  return copy ?? value
}

function redactObject(value: { readonly [key: string]: JsonValue }, redaction: Redaction, depth: number) {
  let changed: Map<string, readonly [name: string, value: unknown]> | undefined
  for (const key in value) {
    const name = redaction.name(key)
    const redacted = redactValue(value[key], redaction, depth + 1)
    if (name === key && redacted === value[key]) continue
    changed ??= new Map()
    changed.set(key, [name, redacted])
  }
  if (changed === undefined) return value
  const entries: (readonly [string, unknown])[] = []
  for (const key in value) entries.push(changed.get(key) ?? [key, value[key]])
  return Object.fromEntries(entries)
}

function redactNumber(
  value: number | { readonly rawJSON: string },
  { text, fingerprint }: Redaction,
): unknown {
  if (!fingerprint.has_digits_only) return value
  const digits = typeof value === 'number' ? String(value) : value.rawJSON
  return text(digits) === digits ? value : REDACTED
}
