import { randomBytes } from 'node:crypto'
import type { JsonValue } from '#model/json'
import { afterSpace, afterString } from './skip-json.ts'

/** Digits that a number surely keeps. */
const KEPT_DIGITS = 15

const QUOTE = 0x22
const MINUS = 0x2d
const ZERO = 0x30
const NINE = 0x39

/**
 * Parses JSON. Integers beyond 2^53 keep their digits as `JSON.rawJSON`.
 *
 * @throws {SyntaxError} If the text is no JSON.
 */
export function parseExact(text: string): unknown {
  // Only a long run of digits can lose some, and looking for one is much faster than finding all numbers.
  if (!hasLongNumber(text)) return JSON.parse(text)
  // Short, since each long integer has a copy of it; nobody can guess it all the same.
  const mark = randomBytes(9).toString('base64url')
  const marked = markLongIntegers(text, mark)
  return marked === text ? JSON.parse(text) : unmarked(JSON.parse(marked), mark)
}

/** Parses JSON as {@link parseExact} does; undefined if it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    return parseExact(text) as JsonValue
  } catch {
    return undefined
  }
}

/** Whether a text has a run of digits that is longer than a number surely keeps. Looks at few of its characters. */
export function hasLongNumber(text: string): boolean {
  // A run of 16 has a digit at one of any 16 places in a row.
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
 * Puts the integers that a double would round into strings behind a mark. The reviver of `JSON.parse` could keep them
 * too, but it is called for every value, which takes fifty times as long as parsing.
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
    // What is behind a point or an exponent is no number of its own.
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
    // Every member is an own one that can be written, `__proto__` too.
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

/** Whether digits are a number by themselves, with neither a fraction nor an exponent behind them. */
function isWhole(json: Buffer, end: number): boolean {
  const next = json[end] ?? 0
  return next !== 0x2e && (next | 0x20) !== 0x65
}

/** Tells whether a value may end here. Replacing digits by a string must not turn invalid JSON into valid JSON. */
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
