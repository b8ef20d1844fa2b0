import type { JsonValue } from '#model/json'
import { ownMember } from '#text/json-object'
import { afterSpace, afterString, afterValue } from '#text/skip-json'
import { toText } from './parse-body.ts'
import type { ReadableOperation } from './readable-operation.ts'

/**
 * Returns the part of a response that is the JSON of its result, so that a server can pass it on without serializing it
 * again. Undefined if the response does not contain the result unchanged: records may be filtered, transformed, wrapped
 * or gathered from several places.
 *
 * @param body JSON, with or without a byte order mark.
 * @param parsed Parsed body.
 * @param result Result of the operation, read from the parsed body.
 */
export function resultText(
  operation: ReadableOperation,
  body: Uint8Array,
  parsed: JsonValue,
  result: JsonValue,
): string | undefined {
  const json = Buffer.from(body.buffer, body.byteOffset, body.length)
  const hasMark = json[0] === 0xef && json[1] === 0xbb && json[2] === 0xbf
  let start: number | undefined = afterSpace(json, hasMark ? 3 : 0)
  let value: JsonValue | undefined = parsed
  const steps = operation.record_extractor?.steps ?? []
  for (const step of steps) {
    if (typeof step === 'string' || !('member' in step)) return undefined
    value = ownMember(value ?? null, step.member)
    start = start === undefined ? undefined : startOfMember(json, start, step.member)
  }
  // The result is the same object as in the parsed body, so it was not changed.
  if (value !== result || typeof result !== 'object' || start === undefined) return undefined
  const end = steps.length === 0 ? json.length : afterValue(json, start)
  const text = toText(body)
  // If there are as many characters as bytes, positions in both are equal.
  return (text.length === json.length ? text.slice(start, end) : json.toString('utf8', start, end)).trimEnd()
}

/** Returns the start of a member's value. Requires valid JSON, which the caller has already parsed. */
function startOfMember(json: Buffer, object: number, name: string): number | undefined {
  if (json[object] !== OPEN_OBJECT) return undefined
  let found: number | undefined
  for (let at = afterSpace(json, object + 1); json[at] === QUOTE; ) {
    const end = afterString(json, at)
    const start = afterSpace(json, afterSpace(json, end) + 1)
    // If a name occurs several times, the last member counts, as in the parser.
    if (getName(json.toString('utf8', at, end)) === name) found = start
    at = afterSpace(json, afterValue(json, start))
    if (json[at] === COMMA) at = afterSpace(json, at + 1)
  }
  return found
}

const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_OBJECT = 0x7b

function getName(literal: string): string {
  return literal.includes('\\') ? (JSON.parse(literal) as string) : literal.slice(1, -1)
}
