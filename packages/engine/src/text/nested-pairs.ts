import { invalidParameter } from '#model/check-value'
import type { JsonValue } from '#model/json'
import { encodeForm, encodeJson } from './encode-text.ts'
import { isJsonObject } from './json-object.ts'

/** Maximum number of levels of nesting: more than any service reads, and far from exhausting the stack. */
const MAX_DEPTH = 32
/** Maximum number of pairs, which is more than any service reads. */
const MAX_PAIRS = 10_000
/**
 * Maximum number of characters in total. A name is repeated for each value inside it, so the pairs can be much longer
 * than the value.
 */
const MAX_LENGTH = 4 * 1024 * 1024

/**
 * Encodes a value as `key=value` pairs of a form or query: objects as `a[b]`, arrays as `a[0]` or by repeating the key.
 * Null members and empty arrays and objects are left out.
 *
 * @throws {EngineError} `invalid_parameter`, which names `parameter`.
 */
export function nestedPairs(
  parameter: string,
  value: JsonValue,
  arrays: 'indexed' | 'repeated',
): readonly string[] {
  const pairs: string[] = []
  let length = 0
  const visit = (key: string, one: JsonValue, depth: number) => {
    if (depth > MAX_DEPTH) throw invalidParameter(parameter, 'is nested too deeply')
    if (one === null || one === undefined) return
    if (Array.isArray(one)) {
      for (let index = 0; index < one.length; index += 1) {
        visit(arrays === 'indexed' ? `${key}%5B${index}%5D` : key, one[index], depth + 1)
      }
    } else if (isJsonObject(one)) {
      for (const name in one) visit(`${key}%5B${encoded(parameter, name)}%5D`, one[name] ?? null, depth + 1)
    } else {
      const pair = `${key}=${encoded(parameter, plainText(parameter, one))}`
      length += pair.length
      if (pairs.push(pair) > MAX_PAIRS) throw invalidParameter(parameter, `has more than ${MAX_PAIRS} values`)
      if (length > MAX_LENGTH)
        throw invalidParameter(parameter, 'is longer than 4 MiB when it is written out')
    }
  }
  visit(encoded(parameter, parameter), value, 0)
  return pairs
}

/** Returns the elements of a list that is repeated in a request. @throws {EngineError} `invalid_parameter`. */
export function repeatable(
  parameter: string,
  values: readonly JsonValue[],
  most = MAX_PAIRS,
): readonly JsonValue[] {
  if (values.length > most) throw invalidParameter(parameter, `has more than ${most} values`)
  return values
}

/** Returns `key=value`, encoded. @throws {EngineError} `invalid_parameter`. */
export function encodedPair(parameter: string, key: string, value: string): string {
  return `${encoded(parameter, key)}=${encoded(parameter, value)}`
}

function encoded(parameter: string, text: string): string {
  const written = encodeForm(text)
  if (written === undefined) throw invalidParameter(parameter, 'is not valid Unicode text')
  return written
}

/** Returns a value as a string; objects and arrays as JSON. @throws {EngineError} `invalid_parameter`. */
export function plainText(parameter: string, value: JsonValue): string {
  if (typeof value === 'string') return value
  if (Number.isFinite(value)) return String(value)
  // An integer kept by `JSON.rawJSON` is an object in JavaScript. Its JSON is its digits.
  const text = encodeJson(value)
  if (text === undefined) throw invalidParameter(parameter, 'cannot be written as text')
  return text
}
