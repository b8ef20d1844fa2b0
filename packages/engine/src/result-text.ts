import type { JsonValue, Operation } from '#definition'
import { ownMember } from '#json-object'

/**
 * The part of an answer's text that is the JSON of its result, so that a server can pass it on without writing it
 * anew. Undefined if the result is not there as it stands: because records are filtered, transformed, wrapped or
 * gathered from several places.
 *
 * @param text Without a byte order mark.
 * @param parsed What the text was parsed to.
 * @param result What the operation's result was read to be.
 */
export function resultText(
  operation: Operation,
  text: string,
  parsed: JsonValue,
  result: JsonValue,
): string | undefined {
  const steps = operation.record_extractor?.steps ?? []
  let span: Span | undefined = wholeOf(text)
  let value: JsonValue | undefined = parsed
  for (const step of steps) {
    if (typeof step === 'string' || !('member' in step)) return undefined
    value = ownMember(value ?? null, step.member)
    span = span === undefined ? undefined : memberAt(text, span.start, step.member)
  }
  // The very same value was taken out of the answer, and so nothing was made of it.
  if (value !== result || typeof result !== 'object' || span === undefined) return undefined
  return text.slice(span.start, span.end)
}

/** Half-open range of characters. */
interface Span {
  readonly start: number
  readonly end: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d]

function wholeOf(text: string): Span {
  const start = afterSpace(text, 0)
  return { start, end: beforeSpace(text, start) }
}

// The text has been parsed, so its syntax is known to be right.
function memberAt(text: string, object: number, name: string): Span | undefined {
  if (text.charCodeAt(object) !== OPEN_OBJECT) return undefined
  let found: Span | undefined
  for (let at = afterSpace(text, object + 1); text.charCodeAt(at) === QUOTE; ) {
    const nameEnd = afterText(text, at)
    const start = afterSpace(text, afterSpace(text, nameEnd) + 1)
    const end = afterValue(text, start)
    // Of several members of a name the last one counts, as to the parser.
    if (nameOf(text, at, nameEnd) === name) found = { start, end }
    at = afterSpace(text, end)
    if (text.charCodeAt(at) === COMMA) at = afterSpace(text, at + 1)
  }
  return found
}

function afterValue(text: string, start: number): number {
  const first = text.charCodeAt(start)
  if (first === QUOTE) return afterText(text, start)
  if (first !== OPEN_ARRAY && first !== OPEN_OBJECT) return afterLiteral(text, start)
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = afterText(text, at) - 1
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth += 1
    else if (code === CLOSE_ARRAY || code === CLOSE_OBJECT) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

function afterText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at + 1
  }
  return text.length
}

function afterLiteral(text: string, start: number): number {
  let at = start
  while (at < text.length && !isEnd(text.charCodeAt(at))) at += 1
  return at
}

function isEnd(code: number): boolean {
  return code === COMMA || code === CLOSE_ARRAY || code === CLOSE_OBJECT || isSpace(code)
}

function afterSpace(text: string, start: number): number {
  let at = start
  while (isSpace(text.charCodeAt(at))) at += 1
  return at
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function nameOf(text: string, start: number, end: number): string {
  const name = text.slice(start, end)
  return name.includes('\\') ? (JSON.parse(name) as string) : name.slice(1, -1)
}

function beforeSpace(text: string, start: number): number {
  let end = text.length
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  return end
}
