import { hexDigit } from './hex-digit.ts'

export interface JsonBounds {
  /** Maximum number of levels of arrays and objects, at most {@link MAX_SCANNED_DEPTH}. */
  readonly depth: number
  /** Maximum number of values, including members of arrays and objects. */
  readonly values: number
}

export type JsonExcess = 'depth' | 'values' | 'memory'

/** Facts about a JSON text, learned in one pass over its bytes. */
export interface JsonScan {
  /** The first bound that the text exceeds. The text after that position is not read. */
  readonly excess: JsonExcess | undefined
  /** Whether a number has more digits than a double always keeps, or an exponent. */
  readonly has_long_number: boolean
  /** Whether a string has the escape of NUL or of half a surrogate pair. */
  readonly has_unstorable_text: boolean
}

/** The deepest nesting that a scan can be asked to allow. */
export const MAX_SCANNED_DEPTH = 1000

/** Length below which a JSON text cannot exceed the bound on memory. */
export const SMALL_JSON_BYTES = 128 * 1024

/**
 * Maximum memory of a parsed value, in bytes per byte of its text. Together with the text as a string and as bytes,
 * that is less than 8 times its size.
 */
const MEMORY_PER_BYTE = 5
/** Texts below 1 MiB may use as much memory as one of 1 MiB. */
const LEAST_MEMORY = MEMORY_PER_BYTE * 1024 * 1024

/*
 * Bytes that V8 needs for each kind of value, measured as the peak of a process that parses 8 MiB of it. An empty
 * object has room for four members.
 */
const CONTAINER = 56
const EMPTY_CONTAINER = 40
const SLOT = 8
const STRING = 40
/** A member name that is new in the text: its string, and another shape or a larger dictionary. */
const NEW_NAME = 140
/** A long integer is kept as text in an object. */
const LONG_INTEGER = 70
/** The parser keeps unfinished values on a stack of its own. */
const PENDING_NUMBER = 6
const PENDING_ELEMENT = 24
const PENDING_MEMBER = 60
const MANY_ELEMENTS = 1000
const MANY_MEMBERS = 128

/** Length up to which a member name is remembered. A longer one counts as new each time: its own bytes pay for that. */
const MAX_KNOWN_NAME = 40
const KNOWN_NAMES = 4096

/** Number of digits that a double always keeps. */
const KEPT_DIGITS = 15
/** Length above which native code searches for the end of a string, because the call then pays off. */
const LONG_STRING = 512

const QUOTE = 0x22
const COMMA = 0x2c
const MINUS = 0x2d
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const BACKSLASH = 0x5c
const LETTER_U = 0x75
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

// Shared by all scans, because a scan never yields to another one.
const counts = new Uint32Array(MAX_SCANNED_DEPTH + 2)
const isObject = new Uint8Array(MAX_SCANNED_DEPTH + 2)
const knownNames = new Int32Array(KNOWN_NAMES)
// Random, since a caller who knows the hash function could send names that all collide.
const HASH_FACTOR = (Math.floor(Math.random() * 2 ** 31) << 1) | 1
let salt = Math.floor(Math.random() * 2 ** 31)

/**
 * Scans the bytes of a JSON text once, in time that depends only on their number, and stops at the first bound that is
 * exceeded. The parser rejects text that is not JSON.
 */
export function scanJson(bytes: Uint8Array, bounds: JsonBounds): JsonScan {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const { length } = buffer
  const mostMemory = Math.max(LEAST_MEMORY, MEMORY_PER_BYTE * length)
  let depth = 0
  let values = 0
  let memory = 0
  let has_long_number = false
  let has_unstorable_text = false
  let nextQuote = -1
  let nextBackslash = -1
  let excess: JsonExcess | undefined
  /** Whether the value before this position is a number. */
  let isNumber = false
  salt = (salt + 1) | 0
  counts[0] = 0
  isObject[0] = 0

  let at = 0
  while (at < length) {
    const byte = buffer[at] as number
    if (byte === QUOTE) {
      const start = at + 1
      let searchFrom = start + LONG_STRING
      at = start
      // Skips to the end of the string.
      for (;;) {
        const character = buffer[at]
        if (character === undefined || character === QUOTE) break
        if (character === BACKSLASH) {
          const unit = buffer[at + 1] === LETTER_U ? unitAt(buffer, at) : 1
          const isPair = (unit & 0xfc00) === 0xd800 && isLowSurrogate(buffer, at + 6)
          if (unit === 0 || (!isPair && (unit & 0xf800) === 0xd800)) has_unstorable_text = true
          at += isPair ? 12 : 2
        } else if (at < searchFrom) at += 1
        else {
          if (nextQuote < at) nextQuote = indexIn(buffer, QUOTE, at)
          if (nextBackslash < at) nextBackslash = indexIn(buffer, BACKSLASH, at)
          at = Math.min(nextQuote, nextBackslash)
          searchFrom = at + LONG_STRING
        }
      }
      values += 1
      memory += STRING
      const end = at
      at += 1
      while (isSpace(buffer[at])) at += 1
      if (buffer[at] === COLON) {
        // The string was the name of a member.
        values -= 1
        memory += nameCost(buffer, start, end) - STRING
        at += 1
      }
    } else if (byte === COMMA) {
      const count = (counts[depth] as number) + 1
      counts[depth] = count
      memory += SLOT
      if (isObject[depth] === 1) {
        if (count > MANY_MEMBERS) memory += PENDING_MEMBER
      } else if (count > MANY_ELEMENTS) memory += isNumber ? PENDING_NUMBER : PENDING_ELEMENT
      isNumber = false
      at += 1
    } else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1
      values += 1
      memory += CONTAINER + SLOT
      if (depth > bounds.depth) {
        excess = 'depth'
        break
      }
      counts[depth] = 0
      isObject[depth] = byte === OPEN_OBJECT ? 1 : 0
      at += 1
      if (buffer[at] === byte + 2) memory += EMPTY_CONTAINER
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      if (depth > 0) depth -= 1
      isNumber = false
      at += 1
    } else if ((byte >= 0x30 && byte <= 0x39) || byte === MINUS) {
      values += 1
      let digits = 0
      let isWhole = true
      for (at += byte === MINUS ? 1 : 0; ; at += 1) {
        const character = buffer[at] as number
        if (character >= 0x30 && character <= 0x39) digits += 1
        else if ((character | 0x20) === 0x65) {
          digits = KEPT_DIGITS + 1
          isWhole = false
        } else if (character === 0x2e) isWhole = false
        else if (character !== 0x2b && character !== MINUS) break
      }
      isNumber = true
      if (digits > KEPT_DIGITS) {
        has_long_number = true
        if (isWhole) {
          memory += LONG_INTEGER
          isNumber = false
        }
      }
    } else if (byte >= 0x61 && byte <= 0x7a) {
      values += 1
      for (at += 1; (buffer[at] as number) >= 0x61 && (buffer[at] as number) <= 0x7a; ) at += 1
    } else at += 1

    if (values > bounds.values) {
      excess = 'values'
      break
    }
    if (memory > mostMemory) {
      excess = 'memory'
      break
    }
  }
  return { excess, has_long_number, has_unstorable_text }
}

/** Returns `indexOf`, or the end if there is no match. */
function indexIn(buffer: Buffer, byte: number, from: number): number {
  const found = buffer.indexOf(byte, from)
  return found === -1 ? buffer.length : found
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** Returns the memory that a member name takes. Most texts use few names, each of them often. */
function nameCost(buffer: Buffer, start: number, end: number): number {
  if (end - start > MAX_KNOWN_NAME) return NEW_NAME
  let hash = salt
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ (buffer[at] as number), HASH_FACTOR)
  const place = (hash >>> 16) & (KNOWN_NAMES - 1)
  if (knownNames[place] === hash) return 0
  knownNames[place] = hash
  return NEW_NAME
}

function isLowSurrogate(buffer: Buffer, at: number): boolean {
  return buffer[at] === BACKSLASH && buffer[at + 1] === LETTER_U && (unitAt(buffer, at) & 0xfc00) === 0xdc00
}

/** Returns the code unit of `\uXXXX`, or 1, which no caller checks for, if it is not such an escape. */
function unitAt(buffer: Buffer, at: number): number {
  let unit = 0
  for (let index = at + 2; index < at + 6; index += 1) {
    const digit = hexDigit(buffer[index] ?? 0)
    if (digit === -1) return 1
    unit = unit * 16 + digit
  }
  return unit
}
