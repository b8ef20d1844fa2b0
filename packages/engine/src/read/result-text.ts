import type { JsonValue } from '#model/json'
import { ownMember } from '#text/json-object'
import { toText } from './parse-body.ts'
import type { ReadableOperation } from './readable-operation.ts'

/**
 * The part of an answer that is the JSON of its result, so that a server can pass it on without writing it anew.
 * Undefined if the result is not there as it stands: because records are filtered, transformed, wrapped or gathered
 * from several places.
 *
 * @param body JSON, with or without a byte order mark.
 * @param parsed What the body was parsed to.
 * @param result What the operation's result was read to be.
 */
export function resultText(
  operation: ReadableOperation,
  body: Uint8Array,
  parsed: JsonValue,
  result: JsonValue,
): string | undefined {
  const steps = operation.record_extractor?.steps ?? []
  let span: Span | undefined = getWhole(body)
  let value: JsonValue | undefined = parsed
  for (const step of steps) {
    if (typeof step === 'string' || !('member' in step)) return undefined
    value = ownMember(value ?? null, step.member)
    span = span === undefined ? undefined : memberAt(body, span.start, step.member)
  }
  // The very same value was taken out of the answer, and so nothing was made of it.
  if (value !== result || typeof result !== 'object' || span === undefined) return undefined
  const text = toText(body)
  // As many characters as bytes: then each is one, and they stand at the same places.
  return text.length === body.length ? text.slice(span.start, span.end) : textAt(body, span)
}

/** Half-open range of bytes. */
interface Span {
  readonly start: number
  readonly end: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

function getWhole(body: Uint8Array): Span {
  const hasMark = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
  const start = afterSpace(body, hasMark ? 3 : 0)
  return { start, end: beforeSpace(body, start) }
}

// The body has been parsed, so its syntax is known to be right: no loop gets to its end.
function memberAt(body: Uint8Array, object: number, name: string): Span | undefined {
  if (body[object] !== OPEN_OBJECT) return undefined
  let found: Span | undefined
  for (let at = afterSpace(body, object + 1); body[at] === QUOTE; ) {
    const nameEnd = afterText(body, at)
    const start = afterSpace(body, afterSpace(body, nameEnd) + 1)
    const end = afterValue(body, start)
    // Of several members of a name the last one counts, as to the parser.
    if (getName(body, at, nameEnd) === name) found = { start, end }
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
  for (let at = start; ; at += 1) {
    const byte = body[at]
    if (byte === QUOTE) at = afterText(body, at) - 1
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
}

function afterText(body: Uint8Array, start: number): number {
  for (let at = start + 1; ; at += 1) {
    const byte = body[at]
    if (byte === BACKSLASH) at += 1
    else if (byte === QUOTE) return at + 1
  }
}

function afterLiteral(body: Uint8Array, start: number): number {
  let at = start
  while (!isEnd(body[at])) at += 1
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

function getName(body: Uint8Array, start: number, end: number): string {
  const name = textAt(body, { start, end })
  return name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1)
}

function beforeSpace(body: Uint8Array, start: number): number {
  let end = body.length
  while (end > start && isSpace(body[end - 1])) end -= 1
  return end
}

function textAt(body: Uint8Array, { start, end }: Span): string {
  return Buffer.from(body.buffer, body.byteOffset + start, end - start).toString()
}
