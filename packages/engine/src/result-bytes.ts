import type { Operation } from '#definition'
import type { UpstreamAnswer } from '#send-request'

/**
 * The part of an answer's body that is the JSON of its result, byte for byte, so that a server can pass it
 * on without writing it anew. Undefined if the result is not there as it stands: because records are
 * filtered, transformed, wrapped or gathered from several places. Ask it of an answer that `readAnswer` has
 * read; redact, if need be, before.
 */
export function resultBytes(operation: Operation, answer: UpstreamAnswer): Uint8Array | undefined {
  const { record_extractor: path, record_transform, record_filter } = operation
  const steps = path?.steps ?? []
  if (record_transform !== undefined || record_filter !== undefined) return undefined
  const body = answer.body
  let at: number | undefined = afterSpace(body, hasMark(body) ? 3 : 0)
  for (const step of steps) {
    if (typeof step === 'string' || !('member' in step)) return undefined
    at = at === undefined ? undefined : memberAt(body, at, step.member)
  }
  if (at === undefined || at >= body.length) return undefined
  const isList = operation.action === 'list' || operation.action === 'api_search'
  const first = body[at]
  if (first === OPEN_ARRAY ? !hasRecordsOnly(body, at) : isList || !isRecord(first)) return undefined
  return body.subarray(at, afterValue(body, at))
}

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a]
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]
const LETTER_N = 0x6e

// The text has been parsed, so its syntax is known to be right.
function memberAt(body: Uint8Array, object: number, name: string): number | undefined {
  if (body[object] !== OPEN_OBJECT) return undefined
  let found: number | undefined
  for (let at = afterSpace(body, object + 1); body[at] === QUOTE; ) {
    const end = afterText(body, at)
    const value = afterSpace(body, afterSpace(body, end) + 1)
    // Of several members of a name the last one counts, as to the parser.
    if (nameOf(body, at, end) === name) found = value
    at = afterSpace(body, afterValue(body, value))
    if (body[at] === COMMA) at = afterSpace(body, at + 1)
  }
  return found
}

function hasRecordsOnly(body: Uint8Array, array: number): boolean {
  let at = afterSpace(body, array + 1)
  while (body[at] !== CLOSE_ARRAY) {
    if (!isRecord(body[at])) return false
    at = afterSpace(body, afterValue(body, at))
    if (body[at] === COMMA) at = afterSpace(body, at + 1)
  }
  return true
}

function isRecord(first: number | undefined): boolean {
  return first === OPEN_OBJECT || first === LETTER_N
}

function afterValue(body: Uint8Array, start: number): number {
  const first = body[start]
  if (first === QUOTE) return afterText(body, start)
  if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return afterLiteral(body, start)
  let depth = 0
  for (let at = start; at < body.length; ) {
    const byte = body[at]
    if (byte === QUOTE) {
      at = afterText(body, at)
      continue
    }
    if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) depth += 1
    else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1
    at += 1
    if (depth === 0) return at
  }
  return body.length
}

function afterText(body: Uint8Array, start: number): number {
  for (let at = body.indexOf(QUOTE, start + 1); at !== -1; at = body.indexOf(QUOTE, at + 1)) {
    let backslashes = 0
    while (body[at - 1 - backslashes] === BACKSLASH) backslashes += 1
    if (backslashes % 2 === 0) return at + 1
  }
  return body.length
}

function afterLiteral(body: Uint8Array, start: number): number {
  let at = start
  while (
    at < body.length &&
    ![COMMA, COLON, CLOSE_ARRAY, CLOSE_OBJECT].includes(body[at] ?? 0) &&
    !isSpace(body[at])
  ) {
    at += 1
  }
  return at
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

function hasMark(body: Uint8Array): boolean {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
}
