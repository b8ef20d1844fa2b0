import { isUtf8 } from 'node:buffer'
import { BulkheadError } from '@bulkhead/contract/errors'

/** Deeper bodies would overflow the stack of whatever walks them later. */
const MOST_DEPTH = 64

/** Parses JSON, as the framework does. */
type Parse = (text: string) => unknown

/**
 * Parses a body, refusing what no operation can mean: nesting beyond 64 levels, the character NUL or half a
 * surrogate pair, which a database cannot store, and integers that would become other ones.
 *
 * @returns Undefined for an empty body, which some clients send with a content type.
 * @throws BulkheadError `invalid_request`, `malformed_json`
 */
export function parseJson(bytes: Uint8Array, parse: Parse): unknown {
  if (bytes.length === 0) return undefined
  const text = decode(bytes)
  demandShallow(text)
  let value: unknown
  try {
    value = parse(text)
  } catch {
    throw new BulkheadError('malformed_json', faultIn(text))
  }
  if (/\\u0000|\\ud[89a-f]/i.test(text)) demandStorable(value)
  if (/\d{16}|\d[eE]\+?\d/.test(text)) demandExact(value, 'body')
  return value
}

function decode(bytes: Uint8Array): string {
  // Twice as fast as a decoder that refuses what is not valid.
  if (!isUtf8(bytes)) throw new BulkheadError('malformed_json', 'The body is not JSON in UTF-8.')
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

/** What is wrong with a text that is refused, without quoting it: a body can hold credentials. */
function faultIn(text: string): string {
  try {
    JSON.parse(text)
    return 'The body has a key __proto__ or constructor.prototype, which nothing takes.'
  } catch (thrown) {
    const [told = ''] = /^Unexpected token '.'|^[^"]*/su.exec((thrown as Error).message) ?? []
    return `The body is not valid JSON${told.trim() === '' ? '' : `: ${told.trim()}`}.`
  }
}

/** Whether a text can be stored: it has no NUL and no half of a surrogate pair. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}

function demandShallow(text: string): void {
  let depth = 0
  for (let index = 0; index < text.length; index++) {
    const character = text.charCodeAt(index)
    if (character === 0x22) index = endOfString(text, index)
    else if (character === 0x5b || character === 0x7b) depth += 1
    else if (character === 0x5d || character === 0x7d) depth -= 1
    if (depth > MOST_DEPTH) throw invalid(`is nested deeper than ${MOST_DEPTH} levels`)
  }
}

// Searched for and not walked to: a file to upload is one text of megabytes.
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes += 1
    if (backslashes % 2 === 0) return end
  }
  return text.length
}

function demandStorable(value: unknown): void {
  if (typeof value === 'string') {
    if (!isStorable(value)) throw invalid('holds the character NUL or half a surrogate pair')
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      demandStorable(key)
      demandStorable(member)
    }
  }
}

function demandExact(value: unknown, field: string): void {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value))) return
    throw invalid('is a number with more digits than JSON numbers keep; send it as a text', field)
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) demandExact(member, `${field}.${key}`)
}

function invalid(fault: string, field = 'body'): BulkheadError {
  const message = `${field} ${fault}.`
  return new BulkheadError('invalid_request', message, { details: [{ field, message }] })
}
