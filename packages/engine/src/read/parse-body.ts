import { isUtf8 } from 'node:buffer'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { UpstreamResponse } from '#model/wire'
import { parseJson } from '#text/parse-exact'
import { type JsonBounds, type JsonExcess, SMALL_JSON_BYTES, scanJson } from '#text/scan-json'

/**
 * Bounds of a response. Serializing is recursive, so a deeper response could not be passed on. With a million values, a
 * response of 10 MiB has ten bytes for each.
 */
const BOUNDS: JsonBounds = { depth: 1000, values: 1_000_000 }
/** Length below which a response has too few bytes to exceed the depth. */
const DEPTH_CHECK_LENGTH = 2 * BOUNDS.depth

/**
 * Parses a response's body as JSON. Returns undefined for a blank body. Integers beyond 2^53 keep their digits as
 * `JSON.rawJSON`, since several services use 64-bit ids.
 *
 * @throws {EngineError} `response_unreadable` for HTML, XML, other text, and anything but UTF-8; `response_too_large`,
 *   before parsing, for too many values or levels, and for JSON that would need more than 8 times its size in memory.
 */
export function parseBody(response: Pick<UpstreamResponse, 'headers' | 'body'>): JsonValue | undefined {
  const type = getMediaType(response.headers['content-type'])
  const text = decode(response.body)
  if (text.trim() === '') return undefined
  if (type === 'text/html' || type === 'application/xml' || type === 'text/xml') {
    throw unreadable(`is ${type} and not JSON`)
  }
  assertBounds(response.body, text)
  const value = parseJson(text)
  if (value === undefined) throw unreadable(type === '' ? 'is not JSON' : `is not JSON (${type})`)
  return value
}

const EXCESSES: Readonly<Record<JsonExcess, string>> = {
  depth: `is nested deeper than ${BOUNDS.depth} levels`,
  values: `has more than ${BOUNDS.values} values`,
  memory: 'would take more than 8 times its size in memory, since it consists of very small values',
}

function assertBounds(body: Uint8Array, text: string): void {
  const isSmall = body.length <= SMALL_JSON_BYTES
  if (isSmall && (body.length <= DEPTH_CHECK_LENGTH || !hasManyBrackets(text))) return
  const { excess } = scanJson(body, BOUNDS)
  if (excess !== undefined) {
    throw new EngineError('response_too_large', `The upstream's response ${EXCESSES[excess]}.`)
  }
}

function decode(body: Uint8Array): string {
  // This check is twice as fast as a decoder that rejects invalid UTF-8.
  if (!isUtf8(body)) throw unreadable('is not valid UTF-8')
  return toText(body)
}

/** Returns a body as a string, without its byte order mark. Each body is decoded once. */
export function toText(body: Uint8Array): string {
  const known = texts.get(body)
  if (known !== undefined) return known
  const decoded = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded
  texts.set(body, text)
  return text
}

/** Frees the string of a body that was read. It takes as much memory as the body, which may be kept for longer. */
export function freeText(body: Uint8Array): void {
  texts.delete(body)
}

/** Decoded strings. They are freed together with their bodies at the latest. */
const texts = new WeakMap<Uint8Array, string>()

function getMediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

// Counting brackets is fast. Nearly every response has fewer in total than the depth limit, and needs no other check.
function hasManyBrackets(text: string): boolean {
  let count = 0
  for (const bracket of ['[', '{']) {
    for (let at = text.indexOf(bracket); at !== -1; at = text.indexOf(bracket, at + 1)) {
      count += 1
      if (count > BOUNDS.depth) return true
    }
  }
  return false
}

function unreadable(why: string) {
  return new EngineError('response_unreadable', `The upstream's response ${why}.`)
}
