import { BulkheadError } from '@bulkhead/contract/errors'

/** Deeper bodies would overflow the stack of whatever walks them later. */
const MOST_DEPTH = 64

/** Parses JSON, as the framework does. */
type Parse = (text: string) => unknown

/**
 * Parses a body, refusing what no operation can mean: nesting beyond 64 levels, and the character NUL or
 * half a surrogate pair, which a database cannot store.
 *
 * @returns Undefined for an empty body, which some clients send with a content type.
 * @throws BulkheadError `invalid_request`, `malformed_json`
 */
export function parseJson(text: string, parse: Parse): unknown {
  if (text === '') return undefined
  demandShallow(text)
  let value: unknown
  try {
    value = parse(text)
  } catch (cause) {
    throw new BulkheadError('malformed_json', `The body is not valid JSON: ${(cause as Error).message}.`, {
      cause,
    })
  }
  if (/\\u0000|\\ud[89a-f]/i.test(text)) demandStorable(value)
  return value
}

/** Whether a text can be stored: it has no NUL and no half of a surrogate pair. */
export function isStorable(text: string): boolean {
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

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (index < text.length && text.charCodeAt(index) !== 0x22)
    index += text.charCodeAt(index) === 0x5c ? 2 : 1
  return index
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

function invalid(message: string): BulkheadError {
  return new BulkheadError('invalid_request', `body ${message}.`, { details: [{ field: 'body', message }] })
}
