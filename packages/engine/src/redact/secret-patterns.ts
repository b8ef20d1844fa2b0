import { ALIGNED, FOLDED } from './fold-bytes.ts'
import { createPatternMatcher, type Pattern, type PatternMatcher } from './pattern-matcher.ts'
import { mayHoldSuffix } from './suffix-search.ts'
import { hasEscape, isEntity, traceOrigins, unescapeInPlace } from './unescape-bytes.ts'

/** Half-open range of bytes. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Patterns that find secrets in a string, in any encoding. */
export interface SecretPatterns {
  /**
   * Finds secrets in the first `end` bytes of UTF-8. Returns undefined if there are too many or the search
   * takes too long.
   */
  spansIn(bytes: Uint8Array, end: number): Span[] | undefined
}

/** Parts of the forms of secrets, enough to know that a JSON text contains none. Can be stored as JSON. */
export interface PatternFingerprint {
  /** Suffixes of the forms to search for, their bytes as Latin-1. Empty if there are none. */
  readonly suffixes: readonly string[]
  /** Length of the shortest suffix. A shorter string cannot contain any. */
  readonly shortest: number
  /** Whether a secret consists of digits, so that a JSON number can be one. */
  readonly has_digits_only: boolean
  /** Whether a secret has a character that JSON always escapes. */
  readonly is_escaped_by_json: boolean
}

export interface Form {
  readonly bytes: Uint8Array
  /** Whether case matters. */
  readonly isExact: boolean
}

/*
 * Number of bytes at the end of a form that identify it: a secret is found even if its beginning was cut off, as long
 * as these are left. If its end was cut off, half of it must be left, since tokens of a service often begin with the
 * same characters.
 */
export const SUFFIX_BYTES = 32
const LEAST_SUFFIX_BYTES = 16
/** Shortest form that is searched without regard to case. Shorter forms could be ordinary words. */
const LEAST_FOLDED = 12
/** Maximum number of nested layers of escapes. Each layer costs a pass over the string. */
const LAYERS = 3
/** Characters that JSON always escapes. Each has more than one escape. */
const ESCAPED_BY_JSON = /["\\\p{Cc}]/u

/** Compiles patterns that find secrets in a string. The time of a search depends only on the length of the string. */
export function compileSecretPatterns(secrets: readonly string[]): SecretPatterns {
  const matcher = createPatternMatcher(getForms(secrets).flatMap(getPatterns))
  return {
    spansIn(bytes, end) {
      const spans: Span[] = []
      if (!search(matcher, bytes, end, spans)) return undefined
      if (hasEscape(bytes, end) && !searchUnescaped(matcher, bytes.subarray(0, end), spans)) return undefined
      return spans
    },
  }
}

/** Maximum number of places to redact. A string with more is redacted as a whole. */
const MAX_SPANS = 10_000

function search(matcher: PatternMatcher, bytes: Uint8Array, end: number, spans: Span[]): boolean {
  return matcher.search(bytes, end, (start, found) => spans.push({ start, end: found }) < MAX_SPANS)
}

/** Searches the string, and again after decoding each layer of escapes. Returns false if a search was given up. */
function searchUnescaped(matcher: PatternMatcher, bytes: Uint8Array, spans: Span[]): boolean {
  const layer = new Uint8Array(bytes)
  let end = bytes.length
  for (let depth = 1; depth <= LAYERS; depth += 1) {
    const length = unescapeInPlace(layer, end)
    if (length === end) return true
    end = length
    const found: Span[] = []
    if (!search(matcher, layer, end, found)) return false
    for (const span of getOrigins(bytes, depth, found)) spans.push(span)
  }
  return true
}

/**
 * Maps ranges of an unescaped string to their source. It decodes again, since this is rare and storing positions would
 * take memory.
 */
function getOrigins(bytes: Uint8Array, depth: number, found: readonly Span[]): Span[] {
  if (found.length === 0) return []
  const places = [...new Set(found.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
  const origins = places.slice()
  for (let above = depth - 1; above >= 0; above -= 1) {
    const layer = new Uint8Array(bytes)
    let end = bytes.length
    for (let undone = 0; undone < above; undone += 1) end = unescapeInPlace(layer, end)
    traceOrigins(layer, end, origins)
  }
  const originByStart = new Map(places.map((place, index) => [place, origins[index] ?? 0]))
  return found.map(({ start, end }) => ({
    start: originByStart.get(start) ?? 0,
    end: originByStart.get(end) ?? 0,
  }))
}

export function fingerprintPatterns(secrets: readonly string[]): PatternFingerprint {
  const suffixes = new Set<string>()
  let shortest = Number.MAX_SAFE_INTEGER
  for (const { folded, from, to } of getForms(secrets).flatMap(getPatterns)) {
    const suffix = folded.subarray(from, to)
    suffixes.add(Buffer.from(suffix).toString('latin1'))
    shortest = Math.min(shortest, suffix.filter(isFirstOfCharacter).length)
  }
  return {
    suffixes: [...suffixes],
    shortest,
    has_digits_only: secrets.some((secret) => /^\d+$/.test(secret)),
    is_escaped_by_json: secrets.some((secret) => ESCAPED_BY_JSON.test(secret)),
  }
}

function isFirstOfCharacter(byte: number): boolean {
  return (byte & 0xc0) !== 0x80
}

/** Returns whether a JSON text may contain a secret. Also true if its escapes would have to be decoded first. */
export function mayHoldIn(fingerprint: PatternFingerprint, json: Uint8Array): boolean {
  if (fingerprint.has_digits_only || fingerprint.is_escaped_by_json) return true
  return mayHoldSuffix(json, fingerprint.suffixes) || hasEscapesOfJson(json)
}

const PERCENT = 0x25
const AMPERSAND = 0x26
const BACKSLASH = 0x5c
/** Number of escapes above which native search is no faster at finding the next one. */
const MANY_ESCAPES = 100

/**
 * Returns whether a JSON text has nested escapes, or an escape of a character that a secret can contain. `\n`, `\"` and
 * the like do not count.
 */
function hasEscapesOfJson(json: Uint8Array): boolean {
  const buffer = Buffer.from(json.buffer, json.byteOffset, json.length)
  if (buffer.includes(PERCENT)) return true
  let count = 0
  for (let at = buffer.indexOf(BACKSLASH); at !== -1; at = next(BACKSLASH, at + 2)) {
    const letter = buffer[at + 1]
    if (letter === BACKSLASH || letter === 0x2f || letter === 0x75) return true
  }
  for (let at = buffer.indexOf(AMPERSAND); at !== -1; at = next(AMPERSAND, at + 1)) {
    if (isEntity(buffer, at + 1)) return true
  }
  return false

  function next(byte: number, from: number): number {
    count += 1
    if (count < MANY_ESCAPES) return buffer.indexOf(byte, from)
    for (let at = from; at < buffer.length; at += 1) if (buffer[at] === byte) return at
    return -1
  }
}

function getPatterns(form: Form): Pattern[] {
  const whole = wholePattern(form)
  const { least: length } = whole
  const suffix = suffixLength(length)
  if (suffix === length) return [whole]
  return [
    { ...whole, from: length - suffix, least: suffix },
    { ...whole, from: 0, to: suffix, least: Math.max(suffix, Math.ceil(length / 2)) },
  ]
}

/** Returns the pattern of a form that must match as a whole. */
export function wholePattern({ bytes, isExact }: Form): Pattern {
  const { length } = bytes
  return {
    folded: bytes.map((byte) => FOLDED[byte] as number),
    exact: isExact ? bytes.map((byte) => ALIGNED[byte] as number) : undefined,
    from: Math.max(0, length - SUFFIX_BYTES),
    to: length,
    least: length,
  }
}

/** Returns three quarters of a form's length: at least 16 bytes, at most 32. */
function suffixLength(length: number): number {
  return Math.min(length, Math.max(LEAST_SUFFIX_BYTES, Math.min(SUFFIX_BYTES, Math.ceil((length * 3) / 4))))
}

/** Returns every form of the secrets that needs no decoding of escapes, without duplicates. */
export function getForms(secrets: readonly string[]): Form[] {
  const forms = new Map<string, Form>()
  const add = (bytes: Uint8Array, canBeFolded: boolean) => {
    if (bytes.length < 3) return
    const isExact = !canBeFolded && bytes.length < LEAST_FOLDED
    forms.set(`${isExact}${Buffer.from(bytes).toString('latin1')}`, { bytes, isExact })
  }
  for (const secret of secrets) {
    const raw = Buffer.from(secret)
    add(raw, false)
    // A secret may contain characters that look like an escape. Decoding a string changes these too.
    for (const layer of unescapedForms(raw)) add(layer, false)
    for (const form of hexForms(raw)) add(Buffer.from(form), true)
    for (const form of base64Forms(raw)) add(Buffer.from(form), false)
  }
  return [...forms.values()]
}

function unescapedForms(raw: Uint8Array): Uint8Array[] {
  if (!hasEscape(raw, raw.length)) return []
  const once = new Uint8Array(raw)
  const onceEnd = unescapeInPlace(once, once.length)
  const twice = once.slice(0, onceEnd)
  const twiceEnd = unescapeInPlace(twice, twice.length)
  return [once.subarray(0, onceEnd), twice.subarray(0, twiceEnd)]
}

/** Returns a secret in hexadecimal digits, plain and as pairs separated by `:`. */
function hexForms(raw: Buffer): string[] {
  const digits = raw.toString('hex')
  return [digits, digits.replace(/..(?=.)/g, '$&:')]
}

/**
 * Returns the base64 characters that depend on the secret alone, for each of the three offsets within groups of three
 * bytes. Characters that include bits of neighbouring bytes are left out.
 */
function base64Forms(raw: Buffer): string[] {
  const behindTwo = Buffer.concat([Buffer.alloc(2), raw])
  return [0, 1, 2].map((before) => {
    const from = before === 0 ? 0 : before + 1
    const end = Math.floor(((before + raw.length) * 8) / 6)
    return behindTwo.toString('base64', 2 - before).slice(from, end)
  })
}
