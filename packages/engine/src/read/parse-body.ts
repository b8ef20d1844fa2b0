import { isUtf8 } from 'node:buffer'
import { EngineError } from '#model/errors'
import type { JsonValue } from '#model/json'
import type { UpstreamResponse } from '#model/wire'
import { parseJson } from '#text/parse-exact'
import { type JsonBounds, type JsonExcess, SMALL_JSON_BYTES, scanJson } from '#text/scan-json'

/**
 * Bounds of a response. Serializing recurses, so one nested deeper could not be passed on; with a million values a
 * response of 10 MiB has ten bytes for each.
 */
const BOUNDS: JsonBounds = { depth: 1000, values: 1_000_000 }
/** A shorter response has too few bytes to open and close more levels than that. */
const DEPTH_CHECK_LENGTH = 2 * BOUNDS.depth

/**
 * The JSON of an answer's body, undefined for a blank one. Integers beyond 2^53 keep their digits as
 * `JSON.rawJSON`, since several services use 64-bit ids.
 *
 * @throws {EngineError} `response_unreadable` for HTML, XML, other text, and anything but UTF-8;
 *   `response_too_large`, before anything is parsed, for too many values or levels, and for JSON that would take more
 *   than 8 times its size in memory.
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
  // Twice as fast as a decoder that refuses what is not valid.
  if (!isUtf8(body)) throw unreadable('is not valid UTF-8')
  return toText(body)
}

/** The text of a body without its byte order mark, decoded once however often it is asked for. */
export function toText(body: Uint8Array): string {
  const known = texts.get(body)
  if (known !== undefined) return known
  const decoded = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded
  texts.set(body, text)
  return text
}

/** Gone with their bodies. */
const texts = new WeakMap<Uint8Array, string>()

function getMediaType(header: string | undefined): string {
  return (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

// Nearly every response has fewer brackets in all than may be open at once, and finding those is quick.
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
