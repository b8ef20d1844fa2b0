import { LIST_ACTIONS } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { matchJsonPath } from '#text/json-path'
import type { ReadableOperation } from './readable-operation.ts'

/**
 * The records in an answer's body. `list` and `api_search` give an array whatever the answer looks like:
 * a lone object becomes the only record, null none. What is not an object becomes `{value: …}`, so that
 * every record has members.
 */
export function getRecords(operation: ReadableOperation, body: JsonValue): JsonValue {
  const path = operation.record_extractor
  const matches = path === undefined ? [body] : matchJsonPath(path, body)
  const [first = null] = matches
  if (!LIST_ACTIONS.has(operation.action)) return wrapped(first)
  // `[*]` over one group gives its array and over two gives two arrays: both mean their elements.
  if (path?.fans_out === true) return wrapped(matches.flat())
  if (first === null) return []
  return wrapped(Array.isArray(first) ? first : [first])
}

function wrapped(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return wrapOne(value)
  // Nearly always every element is an object already, and then the array is kept as it is.
  return value.every(isRecord) ? value : value.map(wrapOne)
}

function wrapOne(value: JsonValue): JsonValue {
  return isRecord(value) ? value : { value }
}

function isRecord(value: JsonValue): boolean {
  return value === null || isJsonObject(value)
}
