import { hexDigit } from '#text/hex-digit'

const PERCENT = 0x25
const AMPERSAND = 0x26
const HASH = 0x23
const SEMICOLON = 0x3b
const BACKSLASH = 0x5c

/*
 * The escape that was found last. It is kept in variables, because a result object for each escape would cost more than
 * everything else, and a text can consist of escapes only.
 */
let escapeValue = 0
let isCodePoint = false

/**
 * Decodes one layer of percent, JSON, `\x`, octal and HTML escapes in place, wherever they occur. No escape is shorter
 * than the character that it stands for. Makes one pass, whatever the bytes are.
 *
 * @param end Number of bytes to decode.
 * @returns Number of bytes that are left. Unchanged if there was no escape.
 */
export function unescapeInPlace(bytes: Uint8Array, end: number): number {
  let length = 0
  for (let at = 0; at < end; ) {
    const byte = bytes[at] as number
    const width = isEscape(byte) ? escapeAt(bytes, at, end) : 0
    if (width === 0) {
      bytes[length] = byte
      length += 1
      at += 1
    } else {
      length = writeEscaped(bytes, length)
      at += width
    }
  }
  return length
}

/**
 * Finds the origins of positions in an unescaped string.
 *
 * @param bytes Bytes as they were before {@link unescapeInPlace}.
 * @param places Positions in the unescaped string, ascending. Each is replaced by its origin.
 */
export function traceOrigins(bytes: Uint8Array, end: number, places: number[]): void {
  let length = 0
  let next = 0
  for (let at = 0; at < end && next < places.length; ) {
    const width = isEscape(bytes[at] as number) ? escapeAt(bytes, at, end) : 0
    const written = width === 0 ? 1 : escapedLength()
    while (next < places.length && (places[next] as number) < length + written) {
      places[next] = at
      next += 1
    }
    length += written
    at += Math.max(1, width)
  }
  for (; next < places.length; next += 1) places[next] = end
}

/** Returns whether a byte can begin an escape. */
function isEscape(byte: number): boolean {
  return byte === PERCENT || byte === BACKSLASH || byte === AMPERSAND
}

/** Returns whether one of the first `end` bytes can begin an escape. */
export function hasEscape(bytes: Uint8Array, end: number): boolean {
  for (let at = 0; at < end; at += 1) if (isEscape(bytes[at] as number)) return true
  return false
}

/**
 * Returns the length of the escape at a position, or 0 if there is none. Stores the decoded value in the variables
 * above.
 */
function escapeAt(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]
  if (byte === PERCENT) return hexAt(bytes, at + 1, 2, end) ? found(escapeValue, false, 3) : 0
  return byte === BACKSLASH ? backslashAt(bytes, at, end) : entityAt(bytes, at, end)
}

function found(value: number, isCode: boolean, length: number): number {
  escapeValue = value
  isCodePoint = isCode
  return length
}

/** Characters by the letter that follows a backslash. 0: none. */
const NAMED = new Uint8Array(256)
for (const [letter, character] of Object.entries({
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
})) {
  NAMED[letter.charCodeAt(0)] = character.charCodeAt(0)
}

function backslashAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return 0
  const letter = bytes[at + 1] as number
  const named = NAMED[letter] as number
  if (named !== 0) return found(named, false, 2)
  if (letter === 0x78) return hexAt(bytes, at + 2, 2, end) ? found(escapeValue, false, 4) : 0
  if (isOctal(letter)) return octalAt(bytes, at + 1, end)
  if (letter !== 0x75 || !hexAt(bytes, at + 2, 4, end)) return 0
  const high = escapeValue
  const isPair = (high & 0xfc00) === 0xd800 && bytes[at + 6] === BACKSLASH && bytes[at + 7] === 0x75
  if (!isPair || !hexAt(bytes, at + 8, 4, end) || (escapeValue & 0xfc00) !== 0xdc00)
    return found(high, true, 6)
  return found(0x10000 + ((high - 0xd800) << 10) + (escapeValue - 0xdc00), true, 12)
}

/** Names after an ampersand, by their first byte, which rules out most candidates. */
const ENTITIES: readonly (readonly (readonly [name: Uint8Array, value: number])[] | undefined)[] =
  byFirstByte([
    ['amp;', 0x26],
    ['quot;', 0x22],
    ['apos;', 0x27],
    ['lt;', 0x3c],
    ['gt;', 0x3e],
  ])

function byFirstByte(entities: readonly (readonly [string, number])[]) {
  const table: [Uint8Array, number][][] = []
  for (const [name, value] of entities) {
    const first = name.charCodeAt(0)
    table[first] ??= []
    table[first].push([Buffer.from(name), value])
  }
  return table
}

function entityAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return 0
  const first = bytes[at + 1] as number
  if (first === HASH) return numericEntityAt(bytes, at + 2, end)
  const known = ENTITIES[first]
  if (known === undefined) return 0
  for (const [name, value] of known) {
    if (startsWith(bytes, at + 1, end, name)) return found(value, false, name.length + 1)
  }
  return 0
}

function startsWith(bytes: Uint8Array, at: number, end: number, name: Uint8Array): boolean {
  if (at + name.length > end) return false
  for (let index = 0; index < name.length; index += 1) if (bytes[at + index] !== name[index]) return false
  return true
}

/** Returns whether an HTML entity name, or the beginning of a number, follows an ampersand. */
export function isEntity(bytes: Uint8Array, at: number): boolean {
  const first = bytes[at] ?? 0
  if (first === HASH) return true
  const known = ENTITIES[first]
  return known?.some(([name]) => startsWith(bytes, at, bytes.length, name)) === true
}

const MAX_DECIMAL = 7
const MAX_HEX = 6

/**
 * Reads the rest of a numeric entity, from behind `&#`. Even the shortest one, `&#9;`, has as many bytes as the longest
 * code point, so the result always fits in its place.
 */
function numericEntityAt(bytes: Uint8Array, start: number, end: number): number {
  const isHex = ((bytes[start] ?? 0) | 0x20) === 0x78
  const from = isHex ? start + 1 : start
  const most = from + (isHex ? MAX_HEX : MAX_DECIMAL)
  let value = 0
  let at = from
  for (; at < end && at < most; at += 1) {
    const digit = hexDigit(bytes[at] as number)
    if (digit === -1 || (!isHex && digit > 9)) break
    value = value * (isHex ? 16 : 10) + digit
  }
  if (at === from || at >= end || bytes[at] !== SEMICOLON || value > 0x10ffff) return 0
  return found(value, true, at + 1 - start + 2)
}

/** Returns whether hexadecimal digits are at a position. Stores their value in a variable. */
function hexAt(bytes: Uint8Array, at: number, digits: number, end: number): boolean {
  if (at + digits > end) return false
  let value = 0
  for (let index = at; index < at + digits; index += 1) {
    const digit = hexDigit(bytes[index] as number)
    if (digit === -1) return false
    value = value * 16 + digit
  }
  escapeValue = value
  return true
}

function isOctal(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x37
}

/** Returns the length of `\101`, whose digits are at a position, or 0 if it is no such escape. */
function octalAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 > end || !isOctal(bytes[at + 1]) || !isOctal(bytes[at + 2])) return 0
  const [first, second, third] = [bytes[at] as number, bytes[at + 1] as number, bytes[at + 2] as number]
  const value = ((first & 7) << 6) | ((second & 7) << 3) | (third & 7)
  return value > 0xff ? 0 : found(value, false, 4)
}

function escapedLength(): number {
  if (!isCodePoint || escapeValue < 0x80) return 1
  return escapeValue < 0x800 ? 2 : escapeValue < 0x10000 ? 3 : 4
}

/** Writes the decoded character in UTF-8. Returns the position after it. */
function writeEscaped(bytes: Uint8Array, at: number): number {
  const value = escapeValue
  if (!isCodePoint || value < 0x80) {
    bytes[at] = value
    return at + 1
  }
  const width = escapedLength()
  let rest = value
  for (let index = at + width - 1; index > at; index -= 1) {
    bytes[index] = 0x80 | (rest & 0x3f)
    rest >>= 6
  }
  bytes[at] = (width === 2 ? 0xc0 : width === 3 ? 0xe0 : 0xf0) | rest
  return at + width
}
