import { LIST_ACTIONS } from '#model/definition'
import type { JsonValue } from '#model/json'
import { isJsonObject } from '#text/json-object'
import { matchJsonPath } from '#text/json-path'
import type { ReadableOperation } from './readable-operation.ts'

/**
 * Returns the records in a response's body. `list` and `api_search` return an array for any response: a single object
 * becomes the only record, null becomes none. A value that is not an object becomes `{value: …}`, so that every record
 * has members.
 */
export function getRecords(operation: ReadableOperation, body: JsonValue): JsonValue {
  const path = operation.record_extractor
  const matches = path === undefined ? [body] : matchJsonPath(path, body)
  const [first = null] = matches
  if (!LIST_ACTIONS.has(operation.action)) return wrapped(first)
  // `[*]` over one group yields its array, and over two groups two arrays. In both cases the records are the elements.
  if (path?.fans_out === true) return wrapped(matches.flat())
  if (first === null) return []
  return wrapped(Array.isArray(first) ? first : [first])
}

function wrapped(value: JsonValue): JsonValue {
  if (!Array.isArray(value)) return wrapOne(value)
  // Nearly always every element is an object already. Then the array is returned unchanged.
  return value.every(isRecord) ? value : value.map(wrapOne)
}

function wrapOne(value: JsonValue): JsonValue {
  return isRecord(value) ? value : { value }
}

function isRecord(value: JsonValue): boolean {
  return value === null || isJsonObject(value)
}
