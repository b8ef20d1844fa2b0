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
/** Names that were found clean are known: records of a list have the same ones. */
const MAX_KNOWN_NAMES = 1000

/** Takes secrets out of what an upstream sent back. */
export interface Redactor {
  /**
   * The text with every occurrence of a secret replaced by `[redacted]`; all of it where text and secret repeat
   * themselves so much that it would take too long to find out.
   */
  text(text: string): string
  /**
   * Whether it is certain that a JSON text holds nothing to redact, members included that a parser would
   * drop. False also where only a closer look can tell: parse it then, and redact the value.
   */
  isClean(json: Uint8Array): boolean
  /** The value with its texts, keys and numbers redacted. The same value if there is nothing to redact. */
  value<T>(value: T): T
}

/**
 * Makes a redactor for secrets, as `secretsOf` lists them. It finds a secret
 *
 * - raw, in hex, also in pairs with `:` between them, and in base64 or base64url at whatever position it stands in
 *   what was encoded,
 * - escaped on top of that as in JSON, HTML or URLs, by `\x41` or by `+` for a space, in part or whole, up to three
 *   times over,
 * - in upper or lower case, if its form has 12 characters or more,
 * - cut, if three quarters of its form are left (16 characters at least, 32 suffice) and they are its end, or its
 *   beginning and half of it.
 *
 * Secrets shorter than 4 characters are left alone, since they would be found everywhere.
 *
 * @param fingerprint Of these secrets, where {@link fingerprintSecrets} made it before.
 */
export function createRedactor(
  secrets: readonly string[],
  fingerprint = fingerprintSecrets(secrets),
): Redactor {
  if (fingerprint.suffixes.length === 0) return CLEAN
  // Nearly every response is clean, and then nothing but the sketch is needed.
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

/** Works out what tells that a text holds no secret. It is as secret as they are. */
export function fingerprintSecrets(secrets: readonly string[]): PatternFingerprint {
  return fingerprintPatterns(secrets.filter(isFindable))
}

function isFindable(secret: string): boolean {
  return secret.length >= 4
}

const CLEAN: Redactor = { text: (text) => text, isClean: () => true, value: (value) => value }

// Most texts are short, and memory of their own for each would cost more than the search.
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

/** Spans that overlap or touch are one secret to the reader. */
function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** Ranges of bytes in UTF-8 as ranges of characters, each with all of a character that it has a part of. */
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

/** Functions that redact the parts of a value. */
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

// Copies only what changes: results are large and nearly never hold a secret.
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
