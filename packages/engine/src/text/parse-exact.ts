import { randomBytes } from 'node:crypto'
import type { JsonValue } from '#model/json'
import { afterSpace, afterString } from './skip-json.ts'

/** Number of digits that a double always keeps. */
const KEPT_DIGITS = 15

const QUOTE = 0x22
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39

/**
 * Parses JSON. Integers beyond 2^53 keep their digits as `JSON.rawJSON`.
 *
 * @throws {SyntaxError} If the text is not JSON.
 */
export function parseExact(text: string): unknown {
  // Only a long run of digits can lose precision, and searching for one is much faster than finding all numbers.
  if (!hasLongNumber(text)) return JSON.parse(text)
  // The mark is short, since each long integer gets a copy of it, and long enough that nobody can guess it.
  const mark = randomBytes(9).toString('base64url')
  const marked = markLongIntegers(text, mark)
  return marked === text ? JSON.parse(text) : unmarked(JSON.parse(marked), mark)
}

/** Parses JSON like {@link parseExact}. Returns undefined if the text is not JSON. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return parseExact(text) as JsonValue
  } catch {
    return undefined
  }
}

/** Returns whether a text has a run of more digits than a double always keeps. Reads only few of its characters. */
export function hasLongNumber(text: string): boolean {
  // A run of 16 digits covers one of every 16 positions.
  for (let at = KEPT_DIGITS; at < text.length; at += KEPT_DIGITS + 1) {
    if (!isDigit(text.charCodeAt(at))) continue
    let start = at
    while (isDigit(text.charCodeAt(start - 1))) start -= 1
    while (isDigit(text.charCodeAt(at + 1))) at += 1
    if (at - start >= KEPT_DIGITS) return true
  }
  return false
}

/**
 * Replaces integers that a double would round by marked strings. The reviver of `JSON.parse` could keep them too, but
 * it is called for every value, which takes fifty times as long as parsing.
 */
function markLongIntegers(text: string, mark: string): string {
  const json = Buffer.from(text)
  let marked = ''
  let from = 0
  for (let at = 0; at < json.length; ) {
    const byte = json[at] as number
    if (byte === QUOTE) {
      at = afterString(json, at)
      continue
    }
    if (!isDigit(byte)) {
      at += 1
      continue
    }
    const start = json[at - 1] === MINUS ? at - 1 : at
    const end = afterDigits(json, at)
    if (end - at > KEPT_DIGITS && byte !== ZERO && isWhole(json, end) && isValue(json, end)) {
      const digits = json.toString('latin1', start, end)
      if (!Number.isSafeInteger(Number(digits))) {
        marked += `${json.toString('utf8', from, start)}"${mark}${digits}"`
        from = end
      }
    }
    // Digits after a point or an exponent are not a number of their own.
    at = afterNumber(json, end)
  }
  return from === 0 ? text : marked + json.toString('utf8', from)
}

/** Replaces marked strings by the integers they hold. */
function unmarked(value: unknown, mark: string): unknown {
  if (typeof value === 'string')
    return value.startsWith(mark) ? JSON.rawJSON(value.slice(mark.length)) : value
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const member: unknown = value[index]
      if (typeof member === 'string' || typeof member === 'object') value[index] = unmarked(member, mark)
    }
    return value
  }
  const object = value as Record<string, unknown>
  for (const name in object) {
    const member = object[name]
    if (typeof member !== 'string' && typeof member !== 'object') continue
    const plain = unmarked(member, mark)
    // Every member is an own, writable property, even `__proto__`.
    if (plain !== member) object[name] = plain
  }
  return value
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

function afterDigits(json: Buffer, start: number): number {
  let at = start
  while (isDigit(json[at] as number)) at += 1
  return at
}

/** Returns whether digits are a whole number, without a fraction or an exponent after them. */
function isWhole(json: Buffer, end: number): boolean {
  const next = json[end] ?? 0
  return next !== 0x2e && (next | 0x20) !== 0x65
}

/** Returns whether a value may end here. Replacing digits by a string must not turn invalid JSON into valid JSON. */
function isValue(json: Buffer, end: number): boolean {
  const at = afterSpace(json, end)
  return at >= json.length || ',]}'.includes(String.fromCharCode(json[at] as number))
}

function afterNumber(json: Buffer, start: number): number {
  let at = start
  for (; at < json.length; at += 1) {
    const byte = json[at] as number
    if (!isDigit(byte) && byte !== 0x2e && byte !== 0x2b && byte !== MINUS && (byte | 0x20) !== 0x65) break
  }
  return at
}
