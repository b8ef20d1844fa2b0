import { isUtf8 } from 'node:buffer'
import type { JsonValue } from '#model/definition'
import { EngineError } from '#model/errors'
import type { UpstreamAnswer } from '#send/send-request'

// Serializing recurses; an answer nested deeper than this could not be passed on. Shorter ones cannot be.
const MAX_DEPTH = 1000
const DEPTH_CHECK_LENGTH = 4096

/**
 * The JSON of an answer's body, undefined for a blank one. Integers beyond 2^53 keep their digits as
 * `JSON.rawJSON`, since several services use 64-bit ids.
 *
 * @throws {EngineError} `response_unreadable` for HTML, XML, other text, and anything but UTF-8.
 */
export function parseBody(answer: Pick<UpstreamAnswer, 'headers' | 'body'>): JsonValue | undefined {
  const type = mediaTypeOf(answer.headers['content-type'])
  const text = decode(answer.body)
  if (text.trim() === '') return undefined
  if (type === 'text/html' || type === 'application/xml' || type === 'text/xml') {
    throw unreadable(`is ${type} and not JSON`)
  }
  if (text.length > DEPTH_CHECK_LENGTH && hasManyBrackets(text) && isTooDeep(answer.body)) {
    throw unreadable('is nested too deeply')
  }
  const value = parseJson(text)
  if (value === undefined) throw unreadable(type === '' ? 'is not JSON' : `is not JSON (${type})`)
  return value
}

/** Parses JSON as {@link parseBody} does; undefined if it is none. */
export function parseJson(text: string): JsonValue | undefined {
  try {
    // Only a long run of digits can lose some, and looking for one is much faster than a reviver.
    return hasLongNumber(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Digits that a number surely keeps. */
const KEPT_DIGITS = 15

/** Whether a text has a run of digits that is longer than a number surely keeps. Looks at few of its characters. */
export function hasLongNumber(text: string): boolean {
  // A run of 16 has a digit at one of any 16 places in a row.
  for (let at = KEPT_DIGITS; at < text.length; at += KEPT_DIGITS + 1) {
    if (!isDigit(text, at)) continue
    let start = at
    while (isDigit(text, start - 1)) start -= 1
    while (isDigit(text, at + 1)) at += 1
    if (at - start >= KEPT_DIGITS) return true
  }
  return false
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0x30 && code <= 0x39
}

function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? JSON.rawJSON(source) : value
}

function decode(body: Uint8Array): string {
  // Twice as fast as a decoder that refuses what is not valid.
  if (!isUtf8(body)) throw unreadable('is not valid UTF-8')
  return textOf(body)
}

/** The text of a body without its byte order mark, decoded once however often it is asked for. */
export function textOf(body: Uint8Array): string {
  const known = texts.get(body)
  if (known !== undefined) return known
  const decoded = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded
  texts.set(body, text)
  return text
}

/** Gone with their bodies. */
const texts = new WeakMap<Uint8Array, string>()

function mediaTypeOf(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

// Nearly every answer has fewer brackets in all than may be open at once, and finding those is quick.
function hasManyBrackets(text: string): boolean {
  let count = 0
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1
      if (count > MAX_DEPTH) return true
    }
  }
  return false
}

function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0
  let isInText = false
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]
    if (isInText) {
      if (byte === 0x5c) at += 1
      else if (byte === 0x22) isInText = false
    } else if (byte === 0x22) isInText = true
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return false
}

function unreadable(why: string) {
  return new EngineError('response_unreadable', `The upstream's answer ${why}.`)
}
