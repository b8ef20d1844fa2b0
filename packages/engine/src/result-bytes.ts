import type { JsonValue, Operation } from '#definition'
import { ownMember } from '#json-object'

/**
 * The part of an answer's body that is the JSON of its result, byte for byte, so that a server can pass it
 * on without writing it anew. Undefined if the result is not there as it stands: because records are
 * filtered, transformed, wrapped or gathered from several places.
 *
 * @param parsed What the body's JSON was parsed to.
 * @param result What the operation's result was read to be.
 */
export function resultBytes(
  operation: Operation,
  body: Uint8Array,
  parsed: JsonValue,
  result: JsonValue,
): Uint8Array | undefined {
  const steps = operation.record_extractor?.steps ?? []
  let span: Span | undefined = wholeOf(body)
  let value: JsonValue | undefined = parsed
  for (const step of steps) {
    if (typeof step === 'string' || !('member' in step)) return undefined
    value = ownMember(value ?? null, step.member)
    span = span === undefined ? undefined : memberAt(body, span.start, step.member)
  }
  // The very same value was taken out of the answer, and so nothing was made of it.
  if (value !== result || typeof result !== 'object' || span === undefined) return undefined
  return body.subarray(span.start, span.end)
}

/** Half-open range of bytes. */
interface Span {
  readonly start: number
  readonly end: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

function wholeOf(body: Uint8Array): Span {
  const start = afterSpace(body, hasMark(body) ? 3 : 0)
  return { start, end: beforeSpace(body, start) }
}

// The text has been parsed, so its syntax is known to be right.
function memberAt(body: Uint8Array, object: number, name: string): Span | undefined {
  if (body[object] !== OPEN_OBJECT) return undefined
  let found: Span | undefined
  for (let at = afterSpace(body, object + 1); body[at] === QUOTE; ) {
    const nameEnd = afterText(body, at)
    const start = afterSpace(body, afterSpace(body, nameEnd) + 1)
    const end = afterValue(body, start)
    // Of several members of a name the last one counts, as to the parser.
    if (nameOf(body, at, nameEnd) === name) found = { start, end }
    at = afterSpace(body, end)
    if (body[at] === COMMA) at = afterSpace(body, at + 1)
  }
  return found
}

function afterValue(body: Uint8Array, start: number): number {
  const first = body[start]
  if (first === QUOTE) return afterText(body, start)
  if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return afterLiteral(body, start)
  let depth = 0
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at]
    if (byte === QUOTE) at = afterText(body, at) - 1
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return body.length
}

function afterText(body: Uint8Array, start: number): number {
  for (let at = start + 1; at < body.length; at += 1) {
    const byte = body[at]
    if (byte === BACKSLASH) at += 1
    else if (byte === QUOTE) return at + 1
  }
  return body.length
}

function afterLiteral(body: Uint8Array, start: number): number {
  let at = start
  while (at < body.length && !isEnd(body[at])) at += 1
  return at
}

function isEnd(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || isSpace(byte)
}

function afterSpace(body: Uint8Array, start: number): number {
  let at = start
  while (isSpace(body[at])) at += 1
  return at
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

function nameOf(body: Uint8Array, start: number, end: number): string {
  const text = Buffer.from(body.buffer, body.byteOffset + start, end - start).toString()
  return text.includes('\\') ? (JSON.parse(text) as string) : text.slice(1, -1)
}

function beforeSpace(body: Uint8Array, start: number): number {
  let end = body.length
  while (end > start && isSpace(body[end - 1])) end -= 1
  return end
}

function hasMark(body: Uint8Array): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
}
